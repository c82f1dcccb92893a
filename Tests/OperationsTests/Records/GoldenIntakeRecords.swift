import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The bytes of a record about what came from elsewhere, which never change; the digest of what was
/// signed for it differs each time.
@Suite struct GoldenIntakeRecords {
    static let kinds: Set<RecordKind> = [.versionTakenIn]

    @Test func `it has the bytes it always had, and is read for ever`() async throws {
        let story = try IntakeStory()
        let taken = try await story.takeIn("org/name", ["config.json": "{}"])
        let size = try await story.test.recordCount()
        let bytes = try #require(
            try await story.platform.store.records(in: (size - 1)..<size).first)
        let text = String(decoding: bytes, as: UTF8.self)
            .replacing(taken.intake.evidence.description, with: "SIGNED")
        #expect(text == Self.golden)
        #expect(try Record(parsing: bytes).kind == RecordKind.versionTakenIn.rawValue)
        #expect(Intake(json: try Record(parsing: bytes).body) == taken.intake)
    }

    private static let golden = #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"at":"2026-09-21T14:13:20.000Z",\#
        "by":"p:tom",\#
        "description":"sha256:c5ff818d137f508968a6abbb5f250bd98ff7540dec19339ecf942da18c35e78\#
        8","evidence":"SIGNED","facts":{"licensing":{"effect":"ask",\#
        "findings":[{"chain":["org/name"],"effect":"ask","licence":null,\#
        "reason":"no licence is stated"}]}},"project":"org/name","ref":"main",\#
        "revision":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","source":"hub",\#
        "upstream":"https://hub.example","version":"model:org--name@1",\#
        "workspace":"default"},"by":"p:tom","grade":"verified","kind":"version_taken_in",\#
        "number":6,"v":1,"writer":"test"}
        """#
}
