import Foundation
import Transparency

@testable import Ledger

/// What every test of the ledger needs: a clock that stands, keys that are always the same, and
/// commands that leave a trace.
enum TestLedger {
    static let origin = "assay.example/test"
    static let writer = "writer-a"
    static let time = Instant(milliseconds: 1_795_233_600_000)

    static func signer(_ name: String = origin, seed: UInt8 = 7) throws -> NoteSigner {
        try NoteSigner(name: name, privateKey: [UInt8](repeating: seed, count: 32))
    }

    static func sequencer(
        over store: any LedgerStore, writer: String = writer,
        limits: SequencerLimits = SequencerLimits()
    ) throws -> Sequencer {
        Sequencer(
            store: store, signer: try signer(), origin: origin, writer: writer, limits: limits
        ) { time }
    }

    static func audit(
        _ store: any LedgerStore, kept: [SignedNote] = []
    ) async throws -> AuditReport {
        try await LedgerAudit(
            store: store, origin: origin, verifiers: [try signer().verifier],
            keptCheckpoints: kept
        ).run()
    }

    /// A command that appends a record and puts the row that ``projection`` makes of it.
    static func register(_ name: String) -> Sequencer.Command<Int> {
        { turn in
            let appended = try turn.append(
                kind: "version_registered", body: ["name": .string(name)], by: "user:ada",
                grade: "declared")
            for change in try await projection.changes(appended, turn) {
                try turn.apply(change)
            }
            return appended.index
        }
    }

    /// One row a name, with how often it was registered.
    static let projection = Projection(tables: ["version"]) { appended, rows in
        guard let name = appended.record.body["name"]?.stringValue else { return [] }
        let before = try await rows.row("version", name)?.document["count"]?.intValue ?? 0
        return [.put(row(name, count: before + 1, order: Int64(appended.index)))]
    }

    static func row(
        _ name: String, count: Int = 1, order: Int64 = 0, table: String = "version"
    ) -> Row {
        Row(
            table: table, key: name, document: ["count": JSON(count), "name": .string(name)],
            fields: ["name": [name], "parity": [count.isMultiple(of: 2) ? "even" : "odd"]],
            words: SearchWords.split(name), order: order)
    }

    static func records(_ count: Int, writer: String = writer) throws -> [[UInt8]] {
        try (0..<count).map {
            try Record(
                kind: "test", at: time, by: "user:ada", grade: "observed",
                body: ["index": JSON($0)], writer: writer, number: $0 + 1
            ).bytes
        }
    }

    /// A batch as the sequencer makes it.
    static func batch(
        after head: LedgerHead, records: [[UInt8]], rows: [RowChange] = [],
        writer: String = writer
    ) throws -> LedgerBatch {
        let tree = TreeExtension(
            of: head.frontier, leaves: records.map { MerkleHash.leaf($0) })
        let checkpoint = try Checkpoint(
            origin: origin, size: tree.frontier.size, root: tree.frontier.root
        ).signed(by: [try signer()])
        return LedgerBatch(
            extending: head, by: tree, records: records, rowChanges: rows,
            checkpoint: checkpoint.encoded, writer: writer)
    }
}

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let name = "assay-ledger-\(ProcessInfo.processInfo.globallyUniqueString)"
        path = FileManager.default.temporaryDirectory.appending(path: name).path()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String { path + "/" + name }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
