import Foundation
import Operations

/// How quick checks are: of one large file beside `openssl speed`, of many small pickles beside
/// picklescan, and of one small file from start to exit.
struct ScanRate {
    private let site: Site
    private static let pickleCount = 2_000
    private static let startLimitMilliseconds = 20.0

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        try [largeFile()] + pickles() + [start()]
    }

    // MARK: The command

    private func check(_ path: String, in scratch: ScratchFolder) -> ChildProcess {
        ChildProcess(
            program: site.assay, arguments: ["check", path],
            environment: ["ASSAY_HOME": "\(scratch.path)/home"])
    }

    private func largeFile() throws -> Measurement {
        let scratch = try ScratchFolder("scan-file", in: site)
        let path = "\(scratch.path)/model.safetensors"
        try RandomFile.write(to: path, byteCount: site.scale.bulkByteCount, seed: 3)
        try writeHeader(of: path)
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let peer = try BulkHashing(site).opensslRate(in: scratch)
            let seconds = try check(path, in: scratch).succeed().processorSeconds
            let rate = Double(site.scale.bulkByteCount) / 1e9 / seconds
            runs.append(.init(measured: rate, reference: peer))
        }
        return Measurement(
            name: "`assay check` of one large file", unit: "GB/processor s",
            reference: "openssl speed -evp sha256", target: .atLeast(0.9), runs: runs)
    }

    /// A header that says that all of the rest is one tensor.
    private func writeHeader(of path: String) throws {
        let size = 128
        let count = site.scale.bulkByteCount - 8 - size
        let text =
            #"{"t":{"dtype":"U8","shape":[\#(count)],"data_offsets":[0,\#(count)]}}"#
        let header = Array(text.utf8) + Array(repeating: 0x20, count: size - text.utf8.count)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.write(contentsOf: Data(length + header))
        try file.close()
    }

    private func pickles() throws -> [Measurement] {
        guard let picklescan = site.picklescan else { return [] }
        let scratch = try ScratchFolder("scan-pickles", in: site)
        let folder = "\(scratch.path)/pickles"
        try FileBytes.makeFolder(folder)
        for number in 0..<Self.pickleCount {
            try FileBytes.write(Self.pickle(number), to: "\(folder)/\(number).pkl")
        }
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let peer = try ChildProcess(program: picklescan, arguments: ["-p", folder]).succeed()
            let own = try check(folder, in: scratch).succeed()
            runs.append(
                .init(measured: peer.processorSeconds / own.processorSeconds, reference: 1))
        }
        return [
            Measurement(
                name: "`assay check` of \(Self.pickleCount) small pickles", unit: "times as quick",
                reference: "picklescan", target: .atLeast(4), runs: runs)
        ]
    }

    /// A dictionary of some hundred numbers in protocol 0, about 4 kB.
    static func pickle(_ seed: Int) -> [UInt8] {
        var text = "(dp0\n"
        for index in 0..<180 { text += "S'weight_\(index)'\nF\(seed).\(index)\ns" }
        return Array((text + ".").utf8)
    }

    private func start() throws -> Measurement {
        let scratch = try ScratchFolder("scan-start", in: site)
        let path = "\(scratch.path)/small.pkl"
        try FileBytes.write(Self.pickle(1), to: path)
        let program = check(path, in: scratch)
        let runs = try (0..<site.scale.runCount).map { _ in
            let times = try (0..<site.scale.commandCount).map { _ in
                try program.succeed().seconds * 1_000
            }
            return Measurement.Run(
                measured: Samples(times).median, reference: Self.startLimitMilliseconds)
        }
        return Measurement(
            name: "`assay check` of one small file, start to exit", unit: "ms",
            reference: "the limit", target: .atMost(1), runs: runs)
    }
}
