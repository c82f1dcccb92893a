import Governance
import Operations
import Testing

@testable import Console

@Suite struct PeopleRoutesTests {
    private func status(_ answer: ConsoleResponse) -> Int? {
        switch answer {
        case .page(let status, _): status
        case .redirect: 303
        case .download: nil
        }
    }

    @Test func `an administrator adds somebody with roles, and gives them others`() async throws {
        let story = try await ConsoleStory()
        let added = try await story.console.answer(
            "POST", "/people",
            form: [
                ("name", "eve@example.org"), ("kind", "person"), ("role", "viewer"),
                ("grants", "contributor@health, approver@health"),
            ], by: story.ada)
        guard case .redirect(let target) = added else {
            Issue.record("not added")
            return
        }
        let page = try await story.console.page(target, by: story.ada)
        #expect(page.contains(">contributor@health</span>"))
        #expect(page.contains("name=\"role\" value=\"viewer\" checked"))
        let given = try await story.console.answer(
            "POST", target + "/roles", form: [("role", "auditor")], by: story.ada)
        #expect(status(given) == 303)
        let after = try await story.console.page(target, by: story.ada)
        #expect(after.contains("value=\"auditor\" checked"))
        #expect(!after.contains("contributor@health</span>"))
    }

    @Test func `roles that stand apart are refused on the page`() async throws {
        let story = try await ConsoleStory()
        let answer = try await story.console.answer(
            "POST", "/people",
            form: [
                ("name", "mallory"), ("kind", "person"), ("role", "administrator"),
                ("role", "approver"),
            ], by: story.ada)
        #expect(status(answer) == 422)
    }

    @Test func `a grant that does not read is said on the page`() async throws {
        let story = try await ConsoleStory()
        let answer = try await story.console.answer(
            "POST", "/people", form: [("name", "mallory"), ("grants", "king@health")],
            by: story.ada)
        #expect(status(answer) == 400)
    }

    @Test func `disabling, letting in again and erasing`() async throws {
        let story = try await ConsoleStory()
        let path = "/people/" + story.tom.id.text
        for (step, mark) in [("disable", true), ("enable", false)] {
            _ = try await story.console.answer("POST", "\(path)/\(step)", by: story.ada)
            let page = try await story.console.page(path, by: story.ada)
            #expect(page.contains(">disabled</span>") == mark)
        }
        let unconfirmed = try await story.console.answer("POST", path + "/erase", by: story.ada)
        #expect(status(unconfirmed) == 422)
        _ = try await story.console.answer(
            "POST", path + "/erase", form: [("confirm", "yes")], by: story.ada)
        let page = try await story.console.page(path, by: story.ada)
        #expect(page.contains("(erased)") && !page.contains("tom@example.org"))
    }

    @Test func `whoever may only read people gets no form`() async throws {
        let story = try await ConsoleStory()
        let auditor = try await story.console.caller("x", "auditor")
        let page = try await story.console.page("/people", by: auditor)
        #expect(!page.contains("action=\"/people\""))
        await #expect(throws: Failure.self) {
            _ = try await story.console.page("/people", by: story.tom)
        }
    }
}
