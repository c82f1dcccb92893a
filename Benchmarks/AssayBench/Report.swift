import Glibc
import Operations
import Transparency

/// All figures, as a table and as JSON.
struct Report {
    let machine: Machine
    let scale: Scale
    var measurements: [Measurement] = []

    private static let widths = [46, 12, 12, 9, 8]

    init(machine: Machine, scale: Scale) {
        self.machine = machine
        self.scale = scale
    }

    var heading: String {
        let names = ["what", "measured", "reference", "ratio", "target"]
        return """
            \(machine.text), \(scale.name) scale, medians of \(scale.runCount) runs

            \(Self.columns(names)) met  unit; reference
            """
    }

    static func line(_ measurement: Measurement) -> String {
        let met = measurement.isMet.map { $0 ? "yes" : "NO " } ?? "   "
        let texts = [
            measurement.name, Measurement.text(measurement.measured),
            Measurement.text(measurement.referenceMeasured), Measurement.text(measurement.ratio),
            measurement.targetText,
        ]
        return "\(columns(texts)) \(met)  \(measurement.unit); \(measurement.reference)"
    }

    var summary: String {
        let judged = measurements.compactMap(\.isMet)
        let count = judged.count { $0 }
        return "\n\(count) of \(judged.count) targets met"
    }

    private static func columns(_ texts: [String]) -> String {
        zip(texts, widths).enumerated().map { index, column in
            let (text, width) = column
            let space = String(repeating: " ", count: max(0, width - text.count))
            return index == 0 ? text + space : space + text
        }.joined(separator: " ")
    }

    func write(to path: String) throws {
        let json: JSON = [
            "at": .string(Machine.now.description), "machine": .string(machine.text),
            "measurements": .array(measurements.map(\.json)), "scale": .string(scale.name),
            "schema": 1,
        ]
        try FileBytes.write(Array((json.pretty + "\n").utf8), to: path)
    }
}

/// What it was measured on.
struct Machine {
    let text: String

    init() {
        let lines = (try? String(decoding: Self.bytes(of: "/proc/cpuinfo"), as: UTF8.self)) ?? ""
        let model = lines.split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { String($0.drop(while: \.isWhitespace)) }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        text = "\(model ?? "unknown processor"), \(cores) cores"
    }

    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000)
    }

    /// A file of `/proc`, whose size is not known before it is read.
    private static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw BenchFailure("cannot read `\(path)`") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }
}

/// Why a figure could not be measured.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
