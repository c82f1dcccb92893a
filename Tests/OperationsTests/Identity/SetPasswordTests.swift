import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct SetPasswordTests {
    private static let other = "another long password"

    private func change(
        _ story: IdentityStory, _ actor: Actor, old: String = IdentityStory.password,
        new: String = Self.other
    ) async throws {
        try await story.platform.perform(
            ChangePassword(old: old, new: new, source: "192.0.2.1", by: actor))
    }

    @Test func `an administrator sets a first password, and no second`() async throws {
        let story = try IdentityStory()
        let root = Actor.signed("root", "administrator")
        try await story.add("ann", "viewer", by: root)
        let set = SetPassword(name: "ann", password: IdentityStory.password, by: root)
        try await story.platform.perform(set)
        let failure = try await story.failure { try await story.platform.perform(set) }
        #expect(failure.code == "password_is_set")
        #expect(try await story.signIn("ann").caller.name == "ann")
        try await story.platform.perform(
            SetPassword(name: "ann", password: Self.other, by: story.operatorActor))
        #expect(try await story.signIn("ann", Self.other).caller.name == "ann")
    }

    @Test func `a person changes their own with the old one, and all their sessions end`()
        async throws
    {
        let story = try IdentityStory()
        let ann = try await story.add("ann", "viewer")
        let before = try await story.signIn("ann")
        try await change(story, .authenticated(before.caller, as: nil))
        await #expect(throws: Failure.self) { try await story.caller(before) }
        await #expect(throws: Failure.self) { try await story.signIn("ann") }
        #expect(try await story.signIn("ann", Self.other).caller.name == "ann")
        let changes = try await story.records(.passwordChanged)
        #expect(changes.count == 2 && changes.last?.by == ann.text)
    }

    @Test func `without the old password, or by a token, nothing changes`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let ann = try await story.signedIn("ann")
        let wrong = try await story.failure {
            try await change(story, ann, old: "a guess, a guess")
        }
        #expect(wrong.code == "wrong_password")
        let token = try await story.token(by: ann)
        let caller = try await story.caller(token.text)
        let through = try await story.failure {
            try await change(story, .authenticated(caller, as: nil))
        }
        #expect(through.code == "not_signed_in")
        #expect(try await story.signIn("ann").caller.name == "ann")
    }

    @Test func `guessing the old password is as slow as guessing at the door`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let ann = try await story.signedIn("ann")
        for _ in 0..<5 {
            _ = try await story.failure { try await change(story, ann, old: "a guess, a guess") }
        }
        let failure = try await story.failure { try await change(story, ann) }
        #expect(failure.code == "too_many_attempts")
    }

    @Test func `a password that the rule refuses is not taken`() async throws {
        let story = try IdentityStory()
        try await story.add("a-long-name-of-ann", "viewer")
        let ann = try await story.signedIn("a-long-name-of-ann")
        for (password, code) in [
            ("short", "password_too_short"), ("a-long-name-of-ann", "password_is_name"),
            ("password1234", "password_is_common"),
        ] {
            let failure = try await story.failure { try await change(story, ann, new: password) }
            #expect(failure.code == code)
            #expect(!failure.message.contains(password))
        }
    }

    @Test func `a service has no password`() async throws {
        let story = try IdentityStory()
        try await story.add("bot", "viewer", kind: .service)
        let failure = try await story.failure {
            try await story.platform.perform(
                SetPassword(name: "bot", password: Self.other, by: story.operatorActor))
        }
        #expect(failure.code == "service_password")
    }
}
