import Governance
import Ledger
import Operations
import Testing
import Transparency

@testable import Console

@Suite struct VersionRoutesTests {
    private func redirect(_ answer: ConsoleResponse) -> String? {
        guard case .redirect(let target) = answer else { return nil }
        return target
    }

    private func refusal(_ answer: ConsoleResponse) -> (status: Int, html: String)? {
        guard case .page(let status, let html) = answer else { return nil }
        return (status, html)
    }

    @Test func `a reviewer approves, the gate is asked, and the version is released`() async throws
    {
        let story = try await ConsoleStory()
        let path = "/versions/model:income@3"
        let approved = try await story.console.answer(
            "POST", path + "/approve", form: [("to", "production"), ("confirm", "yes")],
            by: story.ruth)
        #expect(redirect(approved) == path + "?to=production")
        let judged = try await story.console.answer(
            "POST", path + "/gate", form: [("to", "production")], by: story.ruth)
        #expect(redirect(judged) == path + "?to=production")
        let page = try await story.console.page(path, by: story.ruth)
        #expect(page.contains(">released</span>"))
    }

    @Test func `the author gets no form to approve, and is refused on the page`() async throws {
        let story = try await ConsoleStory()
        let owner = try await story.console.caller(
            "tom@example.org", "model-owner", "risk-reviewer")
        let page = try await story.console.page("/versions/model:income@3", by: owner)
        #expect(!page.contains("/approve\""))
        #expect(page.contains("somebody else must approve it"))
        let answer = try #require(
            refusal(
                try await story.console.answer(
                    "POST", "/versions/model:income@3/approve",
                    form: [("to", "production"), ("confirm", "yes")], by: owner)))
        #expect(answer.status == 422)
        #expect(answer.html.contains("role=\"alert\""))
    }

    @Test func `an approval that is not confirmed is not given`() async throws {
        let story = try await ConsoleStory()
        let size = try await story.console.platform.store.head().size
        let answer = try #require(
            refusal(
                try await story.console.answer(
                    "POST", "/versions/model:income@3/approve", form: [("to", "production")],
                    by: story.ruth)))
        #expect(answer.status == 422)
        #expect(try await story.console.platform.store.head().size == size)
    }

    @Test func `a finding is waived until a day, with a reason`() async throws {
        let story = try await ConsoleStory()
        let until = story.console.clock.value.adding(days: 20).day
        let form = [
            ("to", "production"), ("rule", "performance"), ("because", "a person looks at each"),
            ("until", until),
        ].map { (name: $0.0, value: $0.1) }
        let answer = try await story.console.answer(
            "POST", "/versions/model:pricing@1/waive", form: form, by: story.ruth)
        #expect(redirect(answer) != nil)
        let waivers = try await story.console.page("/waivers", by: story.ruth)
        #expect(waivers.contains("a person looks at each"))
    }

    @Test(arguments: ["", "tomorrow", "2026-02-30"])
    func `a day that is none is said on the page`(until: String) async throws {
        let story = try await ConsoleStory()
        let answer = try #require(
            refusal(
                try await story.console.answer(
                    "POST", "/versions/model:pricing@1/waive",
                    form: [("rule", "performance"), ("because", "x"), ("until", until)],
                    by: story.ruth)))
        #expect(answer.status == 400)
        #expect(answer.html.contains("is no day"))
    }

    @Test func `every form carries the mark against forged requests`() async throws {
        let story = try await ConsoleStory()
        for target in ["/versions/model:pricing@1", "/policies/high-risk", "/ledger", "/tokens"] {
            let html = try await story.console.page(target, by: story.ruth)
            let forms = html.matches(of: /<form[^>]*method="post"[^>]*>/).count
            let marks = html.matches(of: /<input type="hidden" name="csrf" value="csrf-token">/)
                .count
            #expect(forms == marks && forms > 1, "\(target)")
        }
    }

    @Test func `a receipt is a file that verifies`() async throws {
        let story = try await ConsoleStory()
        let answer = try await story.console.answer(
            "GET", "/versions/model:income@2/receipt", by: story.ruth)
        guard case .download(let name, _, let bytes) = answer else {
            Issue.record("no download")
            return
        }
        #expect(name == "income-2.receipt")
        #expect(try LogProof(parsing: bytes).extra != nil)
    }

    @Test func `what is in another workspace is not there`() async throws {
        let story = try await ConsoleStory()
        let outsider = try await story.console.caller("o", "contributor@elsewhere")
        for target in [
            "/versions/model:income@1", "/models/income",
            "/versions/model:income@1/compare/model:income@2", "/versions/model:income@2/receipt",
        ] {
            let failure = await #expect(throws: Failure.self, "\(target)") {
                _ = try await story.console.page(target, by: outsider)
            }
            #expect(failure?.code == "unknown_subject", "\(target)")
        }
        for target in ["/", "/versions", "/decisions", "/waivers", "/aging", "/policies/high-risk"]
        {
            let html = try await story.console.page(target, by: outsider)
            #expect(!html.contains("income@"), "\(target)")
        }
    }

    @Test(arguments: ["model:income@0", "income", "x/../y", "model:income@99"])
    func `a name that names nothing is a fault that says so`(name: String) async throws {
        let story = try await ConsoleStory()
        let request = story.console.request(
            "/versions/x", parameters: ["version": name], by: story.ruth)
        let page = try #require(
            ConsoleSite.pages.first { $0.method == "GET" && $0.path == "/versions/{version}" })
        let failure = await #expect(throws: Failure.self) {
            _ = try await page.handle(request, story.console.platform)
        }
        #expect(["bad_version", "unknown_version"].contains(failure?.code))
    }
}
