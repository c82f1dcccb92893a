import Ledger
import LedgerSQLite
import Operations
import Transparency

/// How fast 16 writers append through the sequencer, beside a bare loop that puts the same bytes
/// into SQLite in batches of the same size.
struct LedgerRate {
    private let site: Site
    private static let writerCount = 16

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        var runs: [Measurement.Run] = []
        var batches: [Measurement.Run] = []
        // Gives the bare loop the same bytes to insert before the first run.
        var last = try await append(in: ScratchFolder("ledger", in: site))
        for _ in 0..<site.scale.runCount {
            // The disk changes its pace: the better of two bare loops, one to each side, counts.
            let before = try insertBare(last, in: ScratchFolder("ledger", in: site))
            let appended = try await append(in: ScratchFolder("ledger", in: site))
            let after = try insertBare(appended, in: ScratchFolder("ledger", in: site))
            let bare = max(before, after)
            last = appended
            runs.append(.init(measured: appended.rate, reference: bare))
            batches.append(
                .init(measured: appended.batchSize, reference: Double(Self.writerCount)))
        }
        return [
            Measurement(
                name: "ledger, 16 writers, embedded", unit: "records/s",
                reference: "bare SQLite loop, same bytes and batches, synchronous=FULL",
                target: .atLeast(0.6), runs: runs),
            Measurement(
                name: "  records that share a commit", unit: "records",
                reference: "the writers", target: .none, runs: batches),
        ]
    }

    private struct Appended {
        let rate: Double
        let batchSize: Double
        let records: [[UInt8]]
    }

    private func append(in scratch: ScratchFolder) async throws -> Appended {
        let store = try SQLiteStore(path: "\(scratch.path)/ledger.sqlite")
        defer { store.close() }
        let signer = try NoteSigner.generate(name: "bench")
        let sequencer = Sequencer(
            store: store, signer: signer, origin: "bench", writer: "bench",
            clock: { Machine.now })
        // The bare loop has its bytes before it starts, too.
        let bodies = (0..<Self.writerCount).map { writer in
            (0..<site.scale.recordsPerWriter).map { Self.body(writer, $0) }
        }
        var answers: [Committed<Int>] = []
        let seconds = try await Stopwatch.seconds {
            answers = try await write(bodies, through: sequencer)
        }
        try check(answers, signer: signer)
        let head = try await store.head()
        let records = answers.flatMap(\.records).sorted { $0.index < $1.index }
        guard head.size == records.count else { throw BenchFailure("records were lost") }
        return Appended(
            rate: Double(head.size) / seconds,
            batchSize: Double(head.size) / Double(head.revision),
            records: records.map(\.record.bytes))
    }

    private func write(
        _ bodies: [[JSON]], through sequencer: Sequencer
    ) async throws -> [Committed<Int>] {
        try await withThrowingTaskGroup { group in
            for (writer, bodies) in bodies.enumerated() {
                group.addTask {
                    var answers: [Committed<Int>] = []
                    for body in bodies {
                        answers.append(
                            try await sequencer.submit { turn in
                                try turn.append(
                                    kind: "version_judged", body: body, by: "p:\(writer)",
                                    grade: "declared"
                                ).index
                            })
                    }
                    return answers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// What a recorded decision says: digests and outcomes, about 700 bytes.
    private static func body(_ writer: Int, _ number: Int) -> JSON {
        let digest = "sha256:" + String(repeating: "5e", count: 32)
        return [
            "decision": .string(digest), "engine": "assay-gate/1", "facts": .string(digest),
            "outcomes": [
                "equal-opportunity": "holds", "owners": "holds", "performance": "holds",
                "risk-review": "holds",
            ],
            "policy": .string(digest), "policyName": "high-risk", "root": .string(digest),
            "to": "production", "verdict": "allow",
            "version": .string("model:income-\(writer)@\(number + 1)"),
        ]
    }

    /// Every 97th answer's proof must lead to its signed checkpoint.
    private func check(_ answers: [Committed<Int>], signer: NoteSigner) throws {
        for index in stride(from: 0, to: answers.count, by: 97) {
            let answer = answers[index]
            guard let note = answer.checkpoint else { throw BenchFailure("no checkpoint") }
            let root = try VerifiedCheckpoint(note, verifiers: [signer.verifier]).checkpoint.root
            for record in answer.records {
                try record.proof.check(
                    leafHash: MerkleHash.leaf(record.record.bytes), root: root)
            }
        }
    }

    private func insertBare(_ appended: Appended, in scratch: ScratchFolder) throws -> Double {
        let database = try BareSQLite(path: "\(scratch.path)/bare.sqlite")
        try database.execute(
            "CREATE TABLE record (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        let batchSize = max(1, Int(appended.batchSize.rounded()))
        let seconds = try Stopwatch.seconds {
            try database.insert(appended.records, batchSize: batchSize)
        }
        return Double(appended.records.count) / seconds
    }
}
