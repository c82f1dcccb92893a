import Governance
import Operations
import Testing

@testable import Console

@Suite struct AccountRoutesTests {
    private static let old = "a horse, a battery"
    private static let new = "a mule, a battery"

    private let console: TestConsole
    private let session: Session

    init() async throws {
        console = try TestConsole()
        let keeper = Actor.claimed(try PrincipalClaim("keeper"))
        _ = try await AddPrincipal(
            name: "ann", kind: .person,
            grants: [Grant(.viewer, in: nil), Grant(.contributor, in: Workspace("health"))],
            by: keeper
        ).run(on: console.platform)
        try await SetPassword(name: "ann", password: Self.old, by: keeper)
            .run(on: console.platform)
        session = try await SignIn(name: "ann", password: Self.old, source: "192.0.2.1")
            .run(on: console.platform)
    }

    private func change(
        old: String = Self.old, new: String = Self.new, again: String = Self.new
    ) async throws -> (status: Int, html: String) {
        let answer = try await console.answer(
            "POST", "/account/password", form: [("old", old), ("new", new), ("again", again)],
            by: session.caller)
        guard case .page(let status, let html) = answer else { return (0, "") }
        return (status, html)
    }

    private func signIn(_ password: String) async throws -> Session {
        try await SignIn(name: "ann", password: password, source: "192.0.2.2")
            .run(on: console.platform)
    }

    @Test func `the page says in words what one may do and where one is signed in`() async throws {
        _ = try await signIn(Self.old)
        let html = try await console.page("/account", by: session.caller)
        #expect(html.contains("reads the inventory and the ledger"))
        #expect(html.contains("in health"))
        #expect(html.contains("this one"))
        #expect(html.contains("End the 1 other session"))
        #expect(!html.contains(session.secret))
    }

    @Test func `a new password is taken for the old one, and ends every session`() async throws {
        let changed = try await change()
        #expect(changed.status == 200)
        #expect(changed.html.contains("Your password is changed"))
        #expect(!changed.html.contains("Sign out"))
        let authenticator = Authenticator(on: console.platform)
        await #expect(throws: Failure.self) {
            try await authenticator.caller(session: session.secret)
        }
        await #expect(throws: Failure.self) { try await signIn(Self.old) }
        #expect(try await signIn(Self.new).caller.name == "ann")
    }

    @Test(arguments: [
        ("a wrong one, a guess", new, new, "The old password is not that."),
        (old, new, "another one, longer", "The new password is not twice the same."),
        (old, "short", "short", "12"),
    ])
    func `what is refused is said on the page, and changes nothing`(
        old: String, new: String, again: String, saying: String
    ) async throws {
        let refused = try await change(old: old, new: new, again: again)
        #expect(refused.status == 422)
        #expect(refused.html.contains(saying))
        #expect(!refused.html.contains(new) && !refused.html.contains(old))
        #expect(try await signIn(Self.old).caller.name == "ann")
    }

    @Test func `other sessions end, and this one stays`() async throws {
        let other = try await signIn(Self.old)
        let answer = try await console.answer(
            "POST", "/account/sessions/end", by: session.caller)
        guard case .page(let status, let html) = answer else {
            Issue.record("no page")
            return
        }
        #expect(status == 200 && html.contains("1 other session ended."))
        let authenticator = Authenticator(on: console.platform)
        await #expect(throws: Failure.self) {
            try await authenticator.caller(session: other.secret)
        }
        #expect(try await authenticator.caller(session: session.secret).0.name == "ann")
    }
}
