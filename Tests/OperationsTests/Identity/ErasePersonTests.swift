import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct ErasePersonTests {
    @Test func `an erased person is nowhere but in records, by pseudonym, and gets in no more`()
        async throws
    {
        let story = try IdentityStory()
        let ann = try await story.add("ann@example.org", "viewer")
        let session = try await story.signIn("ann@example.org")
        let token = try await story.token(by: .authenticated(session.caller, as: nil))
        try await story.platform.perform(
            ErasePerson(name: "ann@example.org", by: .signed("root", "administrator")))
        await #expect(throws: Failure.self) { try await story.caller(session) }
        await #expect(throws: Failure.self) { try await story.caller(token.text) }
        await #expect(throws: Failure.self) { try await story.signIn("ann@example.org") }
        for table in [ReadModel.people, .credentials, .sessions] {
            let rows = try await story.platform.store.rows(table)
            #expect(!rows.contains { ($0.key + $0.document.canonical).contains(ann.text) })
            #expect(!rows.contains { $0.document.canonical.contains("ann@") })
        }
        let listed = try await story.platform.perform(
            ListPrincipals(by: .signed("root", "administrator"))
        ).principals.first { $0.account.id == ann }
        #expect(listed?.name == nil && listed?.account.isDisabled == true)
    }

    @Test func `after erasing, the ledger holds and the read models equal a rebuild`() async throws
    {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        _ = try await story.token(by: story.signedIn("ann"))
        try await story.platform.perform(ErasePerson(name: "ann", by: story.operatorActor))
        let audit = LedgerAudit(
            store: story.platform.store, origin: "test",
            verifiers: [story.platform.keys.log], keptCheckpoints: [])
        #expect(try await audit.run().integrity.outcome == .verified)
        let rebuild = ReadModelRebuild(
            store: story.platform.store, projection: GovernanceProjection.projection,
            writer: "test")
        #expect(try await rebuild.check().isEqual)
    }

    @Test func `a new person of an erased name is somebody else`() async throws {
        let story = try IdentityStory()
        let first = try await story.add("ann", "viewer")
        try await story.platform.perform(ErasePerson(name: "ann", by: story.operatorActor))
        let second = try await story.add("ann", "viewer")
        #expect(first != second)
    }
}
