import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct BootstrapAdministratorTests {
    private func bootstrap(
        _ story: IdentityStory, file: String? = nil
    ) async throws -> BootstrapAdministrator.Bootstrap? {
        try await BootstrapAdministrator(file: file).run(on: story.platform)
    }

    private func take(
        _ story: IdentityStory, _ secret: String, as name: String = "root"
    ) async throws -> Session {
        try await FirstSignIn(
            secret: secret, name: name, password: IdentityStory.password, source: "192.0.2.1"
        ).run(on: story.platform)
    }

    @Test func `the first administrator signs in with a secret that works once`() async throws {
        let story = try IdentityStory()
        let secret = try #require(try await bootstrap(story)).secret
        let session = try await take(story, secret)
        #expect(session.caller.access.workspaces(for: .managePeople) == .all)
        #expect(try await story.signIn("root").caller.name == "root")
        let again = try await story.failure { try await take(story, secret, as: "mallory") }
        #expect(again.code == "wrong_credentials")
        #expect(try await bootstrap(story) == nil)
        #expect(
            try await story.records(.signedIn).map { $0.body["means"] } == [
                "bootstrap", "password",
            ])
    }

    @Test func `a wrong secret, an old one and one that was replaced let nobody in`() async throws {
        let story = try IdentityStory()
        let first = try #require(try await bootstrap(story)).secret
        let second = try #require(try await bootstrap(story)).secret
        for wrong in ["", first, second + "0"] {
            let failure = try await story.failure { try await take(story, wrong) }
            #expect(failure.code == "wrong_credentials")
        }
        story.test.clock.pass(milliseconds: BootstrapAdministrator.lifeMilliseconds)
        let late = try await story.failure { try await take(story, second) }
        #expect(late.code == "wrong_credentials")
        #expect(try await story.records(.principalAdded).isEmpty)
        #expect(try await story.records(.signInRefused).map { $0.body["count"] } == [1, 3])
    }

    @Test func `the secret lies in a file for its owner's eyes`() async throws {
        let story = try IdentityStory()
        let file = story.test.folder + "/first-sign-in"
        let secret = try #require(try await bootstrap(story, file: file)).secret
        #expect(try String(contentsOfFile: file, encoding: .utf8) == secret + "\n")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `an administrator of one workspace is none of the platform`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "administrator@bank")
        #expect(try await bootstrap(story) != nil)
        try await story.add("root", "administrator")
        #expect(try await bootstrap(story) == nil)
    }

    @Test func `a password that the rule refuses leaves the secret as it was`() async throws {
        let story = try IdentityStory()
        let secret = try #require(try await bootstrap(story)).secret
        let failure = try await story.failure {
            try await FirstSignIn(
                secret: secret, name: "root", password: "admin", source: "192.0.2.1"
            ).run(on: story.platform)
        }
        #expect(failure.code == "password_too_short")
        #expect(try await take(story, secret).caller.name == "root")
    }

    @Test func `two who take over at once are one administrator`() async throws {
        let story = try IdentityStory()
        let secret = try #require(try await bootstrap(story)).secret
        async let one = try? take(story, secret, as: "one")
        async let two = try? take(story, secret, as: "two")
        #expect(await [one, two].compactMap(\.self).count == 1)
    }
}
