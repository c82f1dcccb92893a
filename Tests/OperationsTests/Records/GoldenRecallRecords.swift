import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The bytes of one record of each kind about what was taken back or described anew, which never
/// change.
@Suite struct GoldenRecallRecords {
    static let kinds = Set(golden.keys)

    /// A story in which each kind of record is written once.
    private func records() async throws -> [RecordKind: String] {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await story.register().version.name
        _ = try await DescribeSubject(
            subject: name.subject, purpose: "sizes large budgets", risk: .medium, by: story.maker
        ).run(on: platform)
        _ = try await RecallVersions(
            versions: [name], because: "consent was withdrawn", by: story.reviewer
        ).run(on: platform)
        let size = try await story.test.recordCount()
        return try Dictionary(
            uniqueKeysWithValues: await platform.store.records(in: 0..<size).map { bytes in
                let kind = try #require(RecordKind(rawValue: Record(parsing: bytes).kind))
                return (kind, String(decoding: bytes, as: UTF8.self))
            })
    }

    @Test func `each kind of record has the bytes it always had`() async throws {
        let records = try await records()
        for kind in Self.kinds { #expect(records[kind] == Self.golden[kind]) }
    }

    @Test(arguments: kinds)
    func `a record that was written once is read and projected for ever`(
        kind: RecordKind
    ) async throws {
        let record = try Record(parsing: Array(#require(Self.golden[kind]).utf8))
        #expect(record.kind == kind.rawValue)
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        for change in changes { try change.validate() }
    }

    private static let golden: [RecordKind: String] = [
        .subjectDescribed: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"subject":{"name":"model:income",\#
        "owners":{"business":"p:66eb60e3edd56403676e8bf53cc29a61",\#
        "technical":"p:fcc4766458bc50bedbcea9a8f2279114"},"purpose":"sizes large budgets",\#
        "risk":"medium"}},"by":"p:fcc4766458bc50bedbcea9a8f2279114","grade":"declared",\#
        "kind":"subject_described","number":2,"v":1,"writer":"test"}
        """#,
        .incidentOpened: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"incident":{"about":"model:income@1",\#
        "at":"2026-09-21T14:13:20.000Z","because":"consent was withdrawn",\#
        "by":"p:a08201cad5262d94c0e3f46034f6bd5d",\#
        "id":"sha256:d9b6a175f5b233d4c14c98f208a502f0d93b7ed9811bb0f2a092ba71067327bd"},\#
        "workspaces":["default"]},"by":"p:a08201cad5262d94c0e3f46034f6bd5d","grade":"declared",\#
        "kind":"incident_opened","number":3,"v":1,"writer":"test"}
        """#,
        .versionRecalled: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"recall":{"at":"2026-09-21T14:13:20.000Z",\#
        "because":"consent was withdrawn","by":"p:a08201cad5262d94c0e3f46034f6bd5d",\#
        "grade":"declared",\#
        "id":"sha256:3daf22cb682591259bc232232e1382ecbcacc8d9ba9a0f4239749dba54439a97",\#
        "incident":"sha256:d9b6a175f5b233d4c14c98f208a502f0d93b7ed9811bb0f2a092ba71067327bd",\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe",\#
        "version":"model:income@1"}},"by":"p:a08201cad5262d94c0e3f46034f6bd5d",\#
        "grade":"declared","kind":"version_recalled","number":4,"v":1,"writer":"test"}
        """#,
    ]
}
