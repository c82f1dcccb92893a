import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct IssueTokenTests {
    @Test func `a person makes tokens for themselves, and a record says so without the secret`()
        async throws
    {
        let story = try IdentityStory()
        let ann = try await story.add("ann", "contributor")
        let token = try await story.token(by: story.signedIn("ann"))
        #expect(try await story.caller(token.text).id == ann)
        let record = try #require(try await story.records(.tokenIssued).first)
        #expect(record.body["token"] == .string(token.id))
        #expect(record.by == ann.text)
        let secret = try #require(token.text.split(separator: ".").last)
        #expect(!String(decoding: record.bytes, as: UTF8.self).contains(secret))
    }

    @Test func `an administrator makes tokens for services, and for no person`() async throws {
        let story = try IdentityStory()
        try await story.add("root", "administrator")
        try await story.add("ann", "risk-reviewer")
        try await story.add("bot", "contributor", kind: .service)
        let root = try await story.signedIn("root")
        let token = try await story.token(for: "bot", by: root)
        #expect(try await story.caller(token.text).name == "bot")
        let failure = try await story.failure { try await story.token(for: "ann", by: root) }
        #expect(failure.code == "token_of_person")
        let other = try await story.failure {
            try await story.token(for: "bot", by: story.signedIn("ann"))
        }
        #expect(other.code == "not_allowed")
    }

    @Test func `a token makes no token that allows more or lasts longer`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "contributor")
        let narrow = try await story.token(
            by: story.signedIn("ann"), permissions: [.issueOwnToken, .readInventory], days: 10)
        let through = Actor.authenticated(try await story.caller(narrow.text), as: nil)
        for (permissions, days) in [
            (nil, 5), (Set([Permission.registerVersion]), 5), (Set([.readInventory]), 11),
        ] {
            let failure = try await story.failure {
                try await story.token(by: through, permissions: permissions, days: days)
            }
            #expect(failure.code == "wider_token")
        }
        let narrower = try await story.token(
            by: through, permissions: [.readInventory], days: 10)
        #expect(
            try await story.caller(narrower.text).access.scope?.permissions == [.readInventory])
    }

    @Test(arguments: [0, -1, 367])
    func `a token ends in future, within a year and a day`(days: Int) async throws {
        let story = try IdentityStory()
        try await story.add("ann", "contributor")
        let ann = try await story.signedIn("ann")
        let failure = try await story.failure { try await story.token(by: ann, days: days) }
        #expect(failure.code == "bad_expiry")
    }

    @Test(arguments: ["", "a b", "ä", "a\n", String(repeating: "l", count: 65)])
    func `a label is a short word`(label: String) async throws {
        let story = try IdentityStory()
        try await story.add("ann", "contributor")
        let ann = try await story.signedIn("ann")
        let failure = try await story.failure {
            try await story.platform.perform(
                IssueToken(
                    for: nil, label: label, permissions: nil, workspaces: nil,
                    expiresAt: story.test.clock.value.adding(days: 1), by: ann))
        }
        #expect(failure.code == "bad_label")
    }

    @Test func `an auditor has no token, and a gateway's client makes none`() async throws {
        let story = try IdentityStory()
        try await story.add("au", "auditor")
        let auditor = try await story.signedIn("au")
        let failure = try await story.failure { try await story.token(by: auditor) }
        #expect(failure.code == "not_allowed")
    }
}
