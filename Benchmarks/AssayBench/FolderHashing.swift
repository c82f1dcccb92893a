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
        let files = (0..<Self.fileCount).map { "\(folder)/part-\($0).bin" }
        for (seed, file) in files.enumerated() {
            try RandomFile.write(to: file, byteCount: site.scale.fileByteCount, seed: seed)
        }
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
}
