import Glibc
import Operations
import Transparency

/// What it costs to name a folder of 1 GiB by its bytes, beside `openssl dgst -sha256`; processor
/// time, since both read from the page cache and use as many cores as they like.
struct FolderHashing {
    private let site: Site
    private static let fileCount = 8

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let scratch = try ScratchFolder("hashing", in: site)
        let folder = "\(scratch.path)/model"
        try FileBytes.makeFolder(folder)
        let files = try (0..<Self.fileCount).map { try write(to: "\(folder)/part-\($0).bin", $0) }
        let openssl = ChildProcess(program: "openssl", arguments: ["dgst", "-sha256"] + files)
        try openssl.succeed()
        let gibibytes = Double(Self.fileCount * site.scale.fileByteCount) / Double(1 << 30)
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let before = ChildProcess.ownProcessorSeconds
            let hashed = try await ArtifactHasher.hash(folder)
            let own = ChildProcess.ownProcessorSeconds - before
            guard hashed.byteCount == Self.fileCount * site.scale.fileByteCount else {
                throw BenchFailure("not all bytes were hashed")
            }
            let peer = try openssl.succeed().processorSeconds
            runs.append(.init(measured: own / gibibytes, reference: peer / gibibytes))
        }
        return [
            Measurement(
                name: "hashing a folder of 8 files", unit: "processor s/GiB",
                reference: "openssl dgst -sha256", target: .atMost(1.1), runs: runs)
        ]
    }

    /// Writes bytes that no disk or file system shortens.
    private func write(to path: String, _ seed: Int) throws -> String {
        guard let file = fopen(path, "w") else { throw BenchFailure("cannot write `\(path)`") }
        defer { fclose(file) }
        var state = UInt64(seed + 1)
        var words = [UInt64](repeating: 0, count: 1 << 17)
        for _ in 0..<max(1, site.scale.fileByteCount / (words.count * 8)) {
            for index in words.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                words[index] = state ^ state >> 29
            }
            guard fwrite(words, 8, words.count, file) == words.count else {
                throw BenchFailure("cannot write `\(path)`")
            }
        }
        return path
    }
}
