import Transparency

/// How many dossiers a server reads and how many versions it registers in a second, with how many
/// it only says that it is up; how long it takes to start, and what memory it needs.
///
/// The load comes from `wrk` on the same cores. Each registration is a new subject, is synced to the
/// disk before its answer, and the answer has its inclusion proof.
struct ServerRate {
    private let site: Site

    init(_ site: Site) { self.site = site }

    private struct Runs {
        var start: [Measurement.Run] = []
        var idle: [Measurement.Run] = []
        var reads: [Measurement.Run] = []
        var calmTail: [Measurement.Run] = []
        var registrations: [Measurement.Run] = []
        var registrationTail: [Measurement.Run] = []
        var peak: [Measurement.Run] = []
        var bare: [Measurement.Run] = []
    }

    func measure() throws -> [Measurement] {
        let scratch = try ScratchFolder("server-home", in: site)
        let home = try ExampleHome(in: scratch, site)
        let token = try token(home)
        var runs = Runs()
        for run in 0..<site.scale.runCount {
            try measure(home, token, run, in: scratch, into: &runs)
        }
        return measurements(runs)
    }

    private func token(_ home: ExampleHome) throws -> String {
        let output = "\(home.path)/token.json"
        try home.program(["token", "issue", "--for", "bench", "--role", "contributor", "--json"])
            .succeed(output: output)
        guard let token = try JSON(parsing: Array(TextFile.read(output).utf8))["token"]?.stringValue
        else { throw BenchFailure("no token") }
        return "Authorization: Bearer \(token)"
    }

    private func measure(
        _ home: ExampleHome, _ token: String, _ run: Int, in scratch: ScratchFolder,
        into runs: inout Runs
    ) throws {
        let server = try ServerProcess(site.assay, home: home.path)
        let seconds = site.scale.loadSeconds
        let version = "\(server.address)/api/v1/versions/model:income@2"
        runs.start.append(.init(measured: server.startSeconds * 1_000, reference: 500))
        runs.idle.append(.init(measured: try server.memory().now, reference: 80))
        let reads = try Load(
            version, connections: 16, seconds: seconds, headers: [token], in: scratch)
        runs.reads.append(.init(measured: reads.perSecond, reference: 8_000))
        let calm = try Load(
            version, connections: 10, seconds: seconds, headers: [token],
            script: "function delay() return 9 end", in: scratch)
        runs.calmTail.append(.init(measured: calm.p99Milliseconds, reference: 20))
        let made = try Load(
            server.address, connections: 48, seconds: seconds,
            script: Self.registering(token, run), in: scratch)
        runs.registrations.append(.init(measured: made.perSecond, reference: 2_000))
        runs.registrationTail.append(.init(measured: made.p99Milliseconds, reference: 50))
        runs.peak.append(.init(measured: try server.memory().peak, reference: 200))
        let bare = try Load(
            "\(server.address)/healthz", connections: 16, seconds: seconds, in: scratch)
        runs.bare.append(.init(measured: reads.perSecond, reference: bare.perSecond))
    }

    private static func registering(_ token: String, _ run: Int) -> String {
        """
        local n = 0
        request = function()
          n = n + 1
          local body = '{"subject":"model:run\(run)-' .. n .. '","purpose":"sorts mail","risk":"low",' ..
            '"businessOwner":"bea@example.org","technicalOwner":"tom@example.org","parts":[{' ..
            '"role":"weights","name":"m.bin","bytes":4,"digest":"sha256:' ..
            string.format("%064x", n) .. '"}]}'
          return wrk.format("POST", "/api/v1/versions", {["Content-Type"] = "application/json",
            ["Authorization"] = "\(token.dropFirst("Authorization: ".count))"}, body)
        end
        """
    }

    private func measurements(_ runs: Runs) -> [Measurement] {
        [
            limit("server: first answer after the start", "ms", .atMost(1), runs.start),
            limit("server: memory when idle", "MB", .atMost(1), runs.idle),
            limit("server: dossiers read, 16 connections", "1/s", .atLeast(1), runs.reads),
            limit("server: dossier at 1,000/s, p99", "ms", .atMost(1), runs.calmTail),
            limit("server: versions registered, 48 conn.", "1/s", .atLeast(1), runs.registrations),
            limit("  of these, p99", "ms", .atMost(1), runs.registrationTail),
            limit("server: memory under load, most", "MB", .atMost(1), runs.peak),
            Measurement(
                name: "server: dossiers beside bare answers", unit: "1/s", reference: "/healthz",
                target: .none, runs: runs.bare),
        ]
    }

    private func limit(
        _ name: String, _ unit: String, _ target: Measurement.Target, _ runs: [Measurement.Run]
    ) -> Measurement {
        Measurement(name: name, unit: unit, reference: "the limit", target: target, runs: runs)
    }
}
