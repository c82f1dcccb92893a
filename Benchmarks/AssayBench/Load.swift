/// Requests that `wrk` sends over some connections for some seconds, on the same cores.
struct Load {
    let perSecond: Double
    let p99Milliseconds: Double
    let requestCount: Int

    /// `script`: In Lua, what to ask and when.
    ///
    /// `isPeer`: Whether what is refused counts as answered.
    init(
        _ address: String, connections: Int, seconds: Int, headers: [String] = [],
        script: String? = nil, isPeer: Bool = false, in scratch: ScratchFolder
    ) throws {
        let output = "\(scratch.path)/wrk.out"
        // Peers may take their time.
        var arguments = [
            "-t1", "-c\(connections)", "-d\(seconds)s", "--latency", "--timeout", "30s",
        ]
        for header in headers { arguments += ["-H", header] }
        if let script {
            try TextFile.write(script, to: "\(scratch.path)/wrk.lua")
            arguments += ["-s", "\(scratch.path)/wrk.lua"]
        }
        try ChildProcess(program: "wrk", arguments: arguments + [address]).succeed(output: output)
        let text = try TextFile.read(output)
        guard isPeer || !text.contains("Non-2xx"), !text.contains("Socket errors"),
            let rate = Self.value("Requests/sec:", in: text).flatMap({ Double($0) }),
            let tail = Self.value("99%", in: text).flatMap(Self.milliseconds),
            let count = text.split(separator: "\n").first(where: { $0.contains(" requests in ") })?
                .split(separator: " ").first.flatMap({ Int($0) })
        else { throw BenchFailure("the load on `\(address)` failed: \(text)") }
        perSecond = rate
        p99Milliseconds = tail
        requestCount = count
    }

    private static func value(_ name: String, in text: String) -> String? {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.first == name, words.count > 1 { return words[1] }
        }
        return nil
    }

    /// Such as `870.00us`, `2.18ms` or `1.02s`.
    private static func milliseconds(_ text: String) -> Double? {
        for (unit, factor) in [("us", 0.001), ("ms", 1), ("s", 1_000)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * factor }
        }
        return nil
    }
}
