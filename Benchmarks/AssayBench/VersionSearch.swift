import Governance
import Ledger
import LedgerSQLite
import Operations
import Transparency

/// How long a page of 50 versions takes among 100,000: listed, found by each field, by the
/// beginnings of words and by several of them, at the 95th percentile.
struct VersionSearch {
    private let site: Site
    private static let limitMilliseconds = 20.0

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let scratch = try ScratchFolder("search", in: site)
        let store = try SQLiteStore(path: "\(scratch.path)/ledger.sqlite")
        defer { store.close() }
        let platform = try platform(over: store, in: scratch)
        let registry = BenchRegistry(versionCount: site.scale.versionCount)
        let seconds = try await Stopwatch.seconds {
            try await registry.register(through: platform.sequencer)
        }
        print("  (\(registry.versionCount) versions registered in \(Measurement.text(seconds)) s)")
        var measurements: [Measurement] = []
        for kind in BenchRegistry.Query.allCases {
            measurements.append(try await measure(kind, registry, on: platform))
        }
        return measurements
    }

    private func measure(
        _ kind: BenchRegistry.Query, _ registry: BenchRegistry, on platform: Platform
    ) async throws -> Measurement {
        var runs: [Measurement.Run] = []
        var number = 0
        for _ in 0..<site.scale.runCount {
            var milliseconds: [Double] = []
            for _ in 0..<site.scale.queryCount {
                number += 1
                let query = try await registry.query(kind, number: number, on: platform)
                var rows: [Row] = []
                let seconds = try await Stopwatch.seconds {
                    rows = try await query.run(on: platform).rows
                }
                guard !rows.isEmpty else { throw BenchFailure("\(kind.rawValue) finds nothing") }
                milliseconds.append(seconds * 1_000)
            }
            let tail = Samples(milliseconds).quantile(0.95)
            runs.append(.init(measured: tail, reference: Self.limitMilliseconds))
        }
        return Measurement(
            name: "versions, \(kind.rawValue), p95", unit: "ms", reference: "the limit",
            target: .atMost(1), runs: runs)
    }

    private func platform(
        over store: SQLiteStore, in scratch: ScratchFolder
    ) throws -> Platform {
        let signer = try NoteSigner.generate(name: "bench")
        let sequencer = Sequencer(
            store: store, signer: signer, origin: "bench", writer: "bench",
            clock: { Machine.now })
        return Platform(
            store: store, sequencer: sequencer, blobs: BlobFolder(path: scratch.path),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: scratch.path), now: { Machine.now },
            random: { Array(repeating: 1, count: $0) })
    }
}
