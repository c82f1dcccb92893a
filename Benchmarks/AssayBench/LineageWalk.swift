import Governance
import Ledger
import LedgerSQLite
import Operations
import Transparency

/// How long it takes to walk from one thing to all that comes of it, or that it comes of, over a
/// million edges between ten thousand things: by a server that has the graph, by a program that finds
/// it kept, and by the first of all, which reads it row by row.
struct LineageWalk {
    private let site: Site
    private static let limitMilliseconds = 200.0
    private static let inputCount = 100

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let scratch = try ScratchFolder("lineage", in: site)
        let store = try SQLiteStore(path: "\(scratch.path)/ledger.sqlite")
        defer { store.close() }
        let count = site.scale.activityCount
        let platform = try Self.platform(over: store, in: scratch)
        let seconds = try await Stopwatch.seconds {
            try await Self.record(count, through: platform.sequencer)
        }
        print(
            "  (\(count * Self.inputCount) edges recorded in \(Measurement.text(seconds)) s)")
        var measurements: [Measurement] = []
        for direction in TraceLineage.Direction.allCases {
            measurements.append(
                try await measure("known graph", direction, count) { platform })
        }
        let cache = LineageCache(path: "\(scratch.path)/lineage.cache")
        _ = try await Self.platform(over: store, in: scratch, cache).perform(
            TraceLineage(of: Self.thing(0).description, by: .claimed(.somebody)))
        measurements.append(
            try await measure("graph kept", .downstream, count) {
                try Self.platform(over: store, in: scratch, cache)
            })
        measurements.append(
            try await measure("first of all", .downstream, count, isRequired: false) {
                try Self.platform(over: store, in: scratch)
            })
        return measurements
    }

    private func measure(
        _ what: String, _ direction: TraceLineage.Direction, _ count: Int,
        isRequired: Bool = true, on platform: () throws -> Platform
    ) async throws -> Measurement {
        var runs: [Measurement.Run] = []
        let start = Self.thing(direction == .downstream ? 0 : Self.inputCount + count - 1)
        for _ in 0..<site.scale.runCount {
            var milliseconds: [Double] = []
            for _ in 0..<10 {
                let platform = try platform()
                var reached = 0
                let seconds = try await Stopwatch.seconds {
                    reached = try await platform.perform(
                        TraceLineage(
                            of: start.description, direction: direction, by: .claimed(.somebody))
                    ).count
                }
                guard reached > count / 2 else { throw BenchFailure("the walk ends at \(reached)") }
                milliseconds.append(seconds * 1_000)
            }
            let tail = Samples(milliseconds).quantile(0.95)
            runs.append(.init(measured: tail, reference: Self.limitMilliseconds))
        }
        return Measurement(
            name: "lineage \(direction.rawValue), \(what), p95", unit: "ms",
            reference: "the limit", target: isRequired ? .atMost(1) : .none, runs: runs)
    }

    /// Each thing is made of a hundred of those before it.
    private static func record(_ count: Int, through sequencer: Sequencer) async throws {
        let perTurn = 20
        for start in stride(from: 0, to: count, by: perTurn) {
            _ = try await sequencer.submit { turn in
                for number in start..<min(start + perTurn, count) {
                    try await record(number, in: &turn)
                }
            }
        }
    }

    private static func record(_ number: Int, in turn: inout Turn) async throws {
        let made = number + inputCount
        let inputs = (0..<inputCount).map { place in
            thing((number &* 31 &+ place &* 7_919) % made)
        }
        let activity = LineageActivity(
            id: "run-\(number)", kind: .run, name: "python train.py",
            inputs: inputs + [thing(made - 1)],
            outputs: [thing(made)])
        for piece in activity.pieces {
            let appended = try turn.append(
                kind: RecordKind.lineageRecorded.rawValue, body: ["activity": piece.json],
                by: "p:1", grade: Grade.declared.rawValue)
            let changes = try await GovernanceProjection.changes(
                of: appended.record, at: appended.index, reading: turn)
            for change in changes { try turn.apply(change) }
        }
    }

    private static func thing(_ number: Int) -> LineageReference {
        LineageReference(Digest(of: Array("thing \(number)".utf8)))
    }

    private static func platform(
        over store: SQLiteStore, in scratch: ScratchFolder, _ cache: LineageCache? = nil
    ) throws -> Platform {
        let signer = try NoteSigner.generate(name: "bench")
        return Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "bench", writer: "bench",
                clock: { Machine.now }),
            blobs: BlobFolder(path: scratch.path),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: scratch.path), lineage: LineageIndex(cache: cache),
            now: { Machine.now },
            random: { Array(repeating: 1, count: $0) })
    }
}
