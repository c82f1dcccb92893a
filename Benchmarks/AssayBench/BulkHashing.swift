import Glibc
import Operations

/// How many bytes a processor names in a second, reading included: one large file, and a folder of
/// eight; beside `openssl speed`, which hashes the same bytes again and reads none, and beside
/// `model_signing`, which reads and hashes as Assay does.
struct BulkHashing {
    private let site: Site
    private static let fileCount = 8

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        try await [file()] + folder()
    }

    private func file() async throws -> Measurement {
        let scratch = try ScratchFolder("bulk-file", in: site)
        let path = "\(scratch.path)/model.bin"
        try RandomFile.write(to: path, byteCount: site.scale.bulkByteCount, seed: 0)
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let peer = try opensslRate(in: scratch)
            runs.append(.init(measured: try await rate(of: path), reference: peer))
        }
        return measurement(
            "hashing one large file", "openssl speed -evp sha256", .atLeast(0.9), runs)
    }

    private func folder() async throws -> [Measurement] {
        let scratch = try ScratchFolder("bulk-folder", in: site)
        let folder = "\(scratch.path)/model"
        try FileBytes.makeFolder(folder)
        for seed in 0..<Self.fileCount {
            try RandomFile.write(
                to: "\(folder)/part-\(seed).bin", byteCount: site.scale.bulkByteCount / 4,
                seed: seed)
        }
        let signing = try modelSigning(folder, in: scratch)
        var besideSpeed: [Measurement.Run] = []
        var besideSigning: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let speed = try opensslRate(in: scratch)
            let own = try await rate(of: folder)
            besideSpeed.append(.init(measured: own, reference: speed))
            guard let signing else { continue }
            let seconds = try signing.succeed().processorSeconds
            let bytes = Double(2 * site.scale.bulkByteCount)
            besideSigning.append(.init(measured: own, reference: bytes / 1e9 / seconds))
        }
        let name = "hashing a large folder of 8 files"
        let measured = measurement(name, "openssl speed -evp sha256", .atLeast(1.25), besideSpeed)
        guard signing != nil else { return [measured] }
        return [measured, measurement(name, "model_signing sign", .atLeast(1.5), besideSigning)]
    }

    private func measurement(
        _ name: String, _ reference: String, _ target: Measurement.Target,
        _ runs: [Measurement.Run]
    ) -> Measurement {
        Measurement(
            name: name, unit: "GB/processor s", reference: reference, target: target, runs: runs)
    }

    /// In GB a processor second, all threads and the kernel's reading counted.
    private func rate(of path: String) async throws -> Double {
        let before = ChildProcess.ownProcessorSeconds
        let hashed = try await ArtifactHasher.hash(path)
        return Double(hashed.byteCount) / 1e9 / (ChildProcess.ownProcessorSeconds - before)
    }

    /// In GB a processor second, of 16 MiB that are always the same.
    func opensslRate(in scratch: ScratchFolder) throws -> Double {
        let output = "\(scratch.path)/openssl.out"
        let speed = ChildProcess(
            program: "openssl",
            arguments: [
                "speed", "-evp", "sha256", "-bytes", "16777216", "-seconds",
                "\(min(3, site.scale.loadSeconds))",
            ])
        try speed.succeed(output: output)
        // Such as `sha256         1170503.44k`, in thousands of bytes.
        let words = try TextFile.read(output).split(whereSeparator: \.isWhitespace)
        guard let rate = words.last?.dropLast(), words.last?.last == "k",
            let thousands = Double(rate)
        else { throw BenchFailure("`openssl speed` said no rate") }
        return thousands / 1e6
    }

    /// Signs the folder with a new key; `nil` when the program is not there.
    private func modelSigning(
        _ folder: String, in scratch: ScratchFolder
    ) throws -> ChildProcess? {
        guard let program = site.modelSigning else { return nil }
        let key = "\(scratch.path)/key.pem"
        try ChildProcess(
            program: "openssl",
            arguments: ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key]
        ).succeed()
        return ChildProcess(
            program: program,
            arguments: [
                "sign", "key", folder, "--private_key", key, "--signature",
                "\(scratch.path)/model.sig",
            ])
    }
}
