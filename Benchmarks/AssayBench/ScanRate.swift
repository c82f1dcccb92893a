import Foundation
import Governance
import Ledger
import LedgerSQLite
import ModelFiles
import Operations
import SupplyChain
import Transparency

/// How quick checks are: of one large file beside `openssl speed`, of many small pickles beside
/// picklescan, of one small file from start to exit, and of 10,000 versions judged again.
struct ScanRate {
    private let site: Site
    private static let pickleCount = 2_000
    private static let startLimitMilliseconds = 20.0
    private static let judgeLimitSeconds = 1.0

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        try [largeFile()] + pickles() + [start()] + [await rejudging()]
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
    private static func pickle(_ seed: Int) -> [UInt8] {
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

    // MARK: Versions judged again

    private func rejudging() async throws -> Measurement {
        let scratch = try ScratchFolder("rejudge", in: site)
        let store = try SQLiteStore(path: "\(scratch.path)/ledger.sqlite")
        defer { store.close() }
        let signer = try NoteSigner.generate(name: "bench")
        let platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "bench", writer: "bench",
                clock: { Machine.now }),
            blobs: BlobFolder(path: scratch.path),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: scratch.path),
            rulebook: RulebookShelf(home: scratch.path), now: { Machine.now },
            random: { Array(repeating: 1, count: $0) })
        let count = site.scale.judgedVersionCount
        for index in 0..<count { try await scan(index, on: platform) }
        var runs: [Measurement.Run] = []
        let by = Actor.claimed(.somebody)
        for run in 0..<site.scale.runCount {
            // Other advisories each time, none of them about these packages.
            try advise(run, in: scratch)
            let seconds = try await Stopwatch.seconds {
                let judged = try await RejudgeVersions(by: by).run(on: platform)
                guard judged.versionCount == count else { throw BenchFailure("some are missing") }
            }
            runs.append(.init(measured: seconds, reference: Self.judgeLimitSeconds))
        }
        return Measurement(
            name: "\(count) versions judged again", unit: "s", reference: "the limit",
            target: .atMost(1), runs: runs)
    }

    /// A model of its own with a configuration, weights and a list of packages.
    private func scan(_ index: Int, on platform: Platform) async throws {
        let actor = Actor.claimed(try PrincipalClaim("tom@example.org"))
        let digest = Digest(of: Array("weights \(index)".utf8))
        guard let subject = SubjectName("model:m\(index)") else { throw BenchFailure("no name") }
        let manifest = FolderManifest([
            .init(path: "model.pkl", digest: digest, size: 4_096),
            .init(path: "requirements.txt", digest: digest, size: 200),
        ])
        let part = HashedPart(
            role: .weights, name: "model", path: "model", isFolder: true, digest: manifest.digest,
            byteCount: manifest.byteCount, fileCount: 2, manifest: manifest)
        let version = try await RegisterVersion(
            subject: subject, parts: [part], purpose: "a trial", risk: .low,
            businessOwner: PrincipalClaim("bea@example.org"),
            technicalOwner: PrincipalClaim("tom@example.org"), by: actor
        ).run(on: platform).version.name
        let files = [
            LookedFile(
                digest: digest,
                facts: FileInspector.facts(path: "model.pkl", bytes: Bytes(Self.pickle(index)))),
            LookedFile(
                digest: digest,
                facts: FileInspector.facts(path: "requirements.txt", bytes: Bytes(Self.packages)),
                listing: try .init(.requirements, path: "requirements.txt", bytes: Self.packages)),
        ]
        _ = try await RecordScan(
            version: version,
            parts: [
                ScannedPart(
                    part: Part(role: .weights, digest: manifest.digest), name: "model",
                    files: files)
            ], by: actor
        ).run(on: platform)
    }

    private static let packages = Array(
        (0..<20).map { "package-\($0)==1.\($0).0\n" }.joined().utf8)

    private func advise(_ run: Int, in scratch: ScratchFolder) throws {
        let advisory = """
            {"id": "BENCH-\(run)", "modified": "2026-01-01T00:00:00Z", "affected": [{"package":
             {"ecosystem": "PyPI", "name": "package-3"}, "versions": ["0.\(run)"]}]}
            """
        let file = "\(scratch.path)/advisory.json"
        try FileBytes.write(Array(advisory.utf8), to: file)
        _ = try AdvisoryFile(in: scratch.path).import([file], isAdded: false)
    }
}
