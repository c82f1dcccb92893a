import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The bytes of one record of each kind about what was made of what, which never change.
@Suite struct GoldenLineageRecords {
    static let kinds = Set(golden.keys)

    private func record() async throws -> String {
        let story = try IncomeStory()
        let activity = LineageActivity(
            id: "run-1", kind: .run, name: "python train.py",
            inputs: [LineageReference(Digest(of: [1]))],
            outputs: [LineageReference(Digest(of: [2]))], statement: Digest(of: Array("{}".utf8)))
        let isNew = try await RecordLineage(
            activity: activity, statement: Array("{}".utf8), by: story.maker
        ).run(on: story.test.platform)
        #expect(isNew)
        let bytes = try await story.test.platform.store.records(in: 0..<1)
        return String(decoding: try #require(bytes.first), as: UTF8.self)
    }

    @Test func `each kind of record has the bytes it always had`() async throws {
        #expect(try await record() == Self.golden[.lineageRecorded])
    }

    @Test(arguments: kinds)
    func `a record that was written once is read and projected for ever`(
        kind: RecordKind
    ) async throws {
        let record = try Record(parsing: Array(#require(Self.golden[kind]).utf8))
        #expect(record.kind == kind.rawValue)
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        #expect(!changes.isEmpty)
        for change in changes { try change.validate() }
    }

    private static let golden: [RecordKind: String] = [
        .lineageRecorded: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"activity":{"id":"run-1","inputs":[\#
        "sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"],\#
        "kind":"run","name":"python train.py","outputs":[\#
        "sha256:dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986"],\#
        "statement":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}},\#
        "by":"p:fcc4766458bc50bedbcea9a8f2279114","grade":"declared",\#
        "kind":"lineage_recorded","number":1,"v":1,"writer":"test"}
        """#
    ]
}
