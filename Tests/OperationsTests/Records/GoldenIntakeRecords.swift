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
        {}
        """#
}
