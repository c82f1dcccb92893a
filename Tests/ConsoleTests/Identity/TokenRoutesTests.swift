import Governance
import Operations
import Testing
import Transparency

@testable import Console

@Suite struct TokenRoutesTests {
    @Test func `a token's text is shown once, and a revoked one is marked`() async throws {
        let story = try await ConsoleStory()
        let until = story.console.clock.value.adding(days: 10).day
        let answer = try await story.console.answer(
            "POST", "/tokens", form: [("label", "ci"), ("purpose", "judging"), ("until", until)],
            by: story.tom)
        guard case .page(200, let html) = answer else {
            Issue.record("not issued")
            return
        }
        let secret = try #require(html.firstMatch(of: /assay_[0-9a-f]{16}\.[0-9a-f]{64}/)?.output)
        let page = try await story.console.page("/tokens", by: story.tom)
        #expect(!page.contains(secret))
        let id = String(secret.dropFirst(6).prefix(16))
        #expect(page.contains(id) && page.contains("gate:judge"))
        _ = try await story.console.answer("POST", "/tokens/\(id)/revoke", by: story.tom)
        let after = try await story.console.page("/tokens", by: story.tom)
        #expect(!after.contains("/tokens/\(id)/revoke"))
    }

    @Test(arguments: [("ci", "2020-01-01"), ("ci", "never"), ("white space", "2027-02-01")])
    func `what is refused is said on the page`(label: String, until: String) async throws {
        let story = try await ConsoleStory()
        let answer = try await story.console.answer(
            "POST", "/tokens", form: [("label", label), ("until", until)], by: story.tom)
        guard case .page(let status, let html) = answer else {
            Issue.record("no page")
            return
        }
        #expect((400...422).contains(status))
        #expect(html.contains("role=\"alert\""))
    }

    @Test func `only who reads people sees the tokens of all`() async throws {
        let story = try await ConsoleStory()
        #expect(
            try await story.console.page("/tokens?all=yes", by: story.ada)
                .contains("of tom@example.org"))
        await #expect(throws: Failure.self) {
            _ = try await story.console.page("/tokens?all=yes", by: story.tom)
        }
    }

    @Test func `a purpose allows reading and what it says, and everything only if asked`() {
        #expect(TokenPurpose.everything.permissions == nil)
        #expect(TokenPurpose.reading.permissions?.contains { $0.isWriting } == false)
        #expect(TokenPurpose.registering.permissions?.contains(.judgeVersion) == false)
        #expect(TokenPurpose.judging.permissions?.contains(.approveVersion) == false)
    }
}
