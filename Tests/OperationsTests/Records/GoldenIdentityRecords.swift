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
        .principalAdded: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"kind":"person",\#
        "principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3f6f8a55bbc3af87b41eca92f41a125b","grade":"declared",\#
        "kind":"principal_added","number":1,"v":1,"writer":"test"}
        """#,
        .rolesGranted: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"grants":[{"role":"approver",\#
        "workspace":"bank"},{"role":"viewer","workspace":null}],\#
        "principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3f6f8a55bbc3af87b41eca92f41a125b","grade":"declared","kind":"roles_granted",\#
        "number":2,"v":1,"writer":"test"}
        """#,
        .principalDisabled: #"""
        {"at":"2026-09-21T14:13:20.000Z",\#
        "body":{"principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3f6f8a55bbc3af87b41eca92f41a125b","grade":"declared",\#
        "kind":"principal_disabled","number":9,"v":1,"writer":"test"}
        """#,
        .principalEnabled: #"""
        {"at":"2026-09-21T14:13:20.000Z",\#
        "body":{"principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3f6f8a55bbc3af87b41eca92f41a125b","grade":"declared",\#
        "kind":"principal_enabled","number":10,"v":1,"writer":"test"}
        """#,
        .passwordChanged: #"""
        {"at":"2026-09-21T14:13:20.000Z",\#
        "body":{"principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3f6f8a55bbc3af87b41eca92f41a125b","grade":"declared",\#
        "kind":"password_changed","number":3,"v":1,"writer":"test"}
        """#,
        .tokenIssued: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"expiresAt":"2026-10-21T14:13:20.000Z",\#
        "label":"ci","principal":"p:3c49e46766e33d5d84f6faf040514d3f",\#
        "scope":{"permissions":["inventory:read"],"workspaces":["bank"]},\#
        "token":"0101010101010101"},"by":"p:3c49e46766e33d5d84f6faf040514d3f",\#
        "grade":"verified","kind":"token_issued","number":6,"v":1,"writer":"test"}
        """#,
        .tokenRevoked: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"token":"0101010101010101"},\#
        "by":"p:3c49e46766e33d5d84f6faf040514d3f","grade":"verified","kind":"token_revoked",\#
        "number":8,"v":1,"writer":"test"}
        """#,
        .signedIn: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"means":"password",\#
        "principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3c49e46766e33d5d84f6faf040514d3f","grade":"verified","kind":"signed_in",\#
        "number":4,"v":1,"writer":"test"}
        """#,
        .signInRefused: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"count":1,\#
        "principal":"p:3c49e46766e33d5d84f6faf040514d3f","reason":"wrong_credentials"},\#
        "by":"p:3c49e46766e33d5d84f6faf040514d3f","grade":"declared",\#
        "kind":"sign_in_refused","number":5,"v":1,"writer":"test"}
        """#,
        .actionRefused: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"code":"not_allowed","count":1,\#
        "permission":"people:manage","principal":"p:3c49e46766e33d5d84f6faf040514d3f"},\#
        "by":"p:3c49e46766e33d5d84f6faf040514d3f","grade":"verified",\#
        "kind":"action_refused","number":7,"v":1,"writer":"test"}
        """#,
    ]
}
