import Foundation
import Governance
import Ledger
import LedgerSQLite
import ModelFiles
import Operations
import SupplyChain
import Transparency

/// How quick versions are judged again by new advisories, without their files.
struct JudgingRate {
    private let site: Site
    private static let judgeLimitSeconds = 1.0

    init(_ site: Site) { self.site = site }

    func measure() async throws -> Measurement {
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
                facts: FileInspector.facts(path: "model.pkl", bytes: Bytes(ScanRate.pickle(index)))),
            LookedFile(
                digest: digest,
                facts: FileInspector.facts(
                    path: "requirements.txt", bytes: Bytes(Self.packages(index))),
                listing: try .init(
                    .requirements, path: "requirements.txt", bytes: Self.packages(index))),
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

    /// 20 pinned packages; 500 lists of them.
    private static func packages(_ index: Int) -> [UInt8] {
        Array((0..<20).map { "package-\($0)==1.\($0).\(index % 500)\n" }.joined().utf8)
    }

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
