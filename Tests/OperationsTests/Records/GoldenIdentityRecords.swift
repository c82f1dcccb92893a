import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The bytes of one record of each kind that tells of people and tokens, which never change.
@Suite struct GoldenIdentityRecords {
    static let kinds = Set(golden.keys)

    /// A story in which each kind of record is written.
    private func story() async throws -> IdentityStory {
        let story = IdentityStory(try TestPlatform())
        try await story.add("ann", "viewer", "approver@bank")
        let session = try await story.signIn("ann")
        _ = try await story.failure { try await story.signIn("ann", "a guess") }
        let ann = Actor.authenticated(session.caller, as: nil)
        let bank = try #require(Workspace("bank"))
        let token = try await story.token(
            by: ann, permissions: [.readInventory], workspaces: [bank])
        _ = try await story.failure { try await story.add("eve", by: ann) }
        try await story.platform.perform(RevokeToken(id: token.id, by: ann))
        try await story.platform.perform(
            DisablePrincipal(name: "ann", by: story.operatorActor))
        try await story.platform.perform(EnablePrincipal(name: "ann", by: story.operatorActor))
        return story
    }

    @Test func `each kind of record has the bytes it always had`() async throws {
        let story = try await story()
        for kind in Self.kinds {
            let found = try await story.records(kind).map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
            #expect(found == [Self.golden[kind]])
        }
    }

    @Test(arguments: kinds)
    func `a record that was written once is read for ever`(kind: RecordKind) throws {
        let record = try Record(parsing: Array(#require(Self.golden[kind]).utf8))
        #expect(record.kind == kind.rawValue)
    }

    @Test func `the read models equal a rebuild`() async throws {
        let story = try await story()
        let rebuild = ReadModelRebuild(
            store: story.platform.store, projection: GovernanceProjection.projection,
            writer: "test")
        let report = try await rebuild.check()
        #expect(report.isEqual, "\(report.differences)")
        #expect(report.rowCount >= 3)
    }

    private static let golden: [RecordKind: String] = [
        .principalAdded: "", .rolesGranted: "", .principalDisabled: "", .principalEnabled: "",
        .passwordChanged: "", .tokenIssued: "", .tokenRevoked: "", .signedIn: "",
        .signInRefused: "", .actionRefused: "",
    ]
}
