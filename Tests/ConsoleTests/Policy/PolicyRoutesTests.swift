import Foundation
import Ledger
import Operations
import Testing

@testable import Console

@Suite struct PolicyRoutesTests {
    private func tried(_ text: String, in story: ConsoleStory) async throws -> (Int, String) {
        let answer = try await story.console.answer(
            "POST", "/policies/high-risk/try", form: [("text", text)], by: story.ruth)
        guard case .page(let status, let html) = answer else { return (0, "") }
        return (status, html)
    }

    @Test func `a stricter text shows which decisions it would flip`() async throws {
        let story = try await ConsoleStory()
        let page = try await story.console.page("/policies/high-risk", by: story.ruth)
        #expect(page.contains("0.15))"))
        let folder = story.console.platform.policies.folder
        let text = try String(contentsOfFile: folder + "/high.yaml", encoding: .utf8)
        // A browser sends line ends as two characters.
        let stricter = text.replacing("0.15))", with: "0.001))").replacing("\n", with: "\r\n")
        let (status, html) = try await tried(stricter, in: story)
        #expect(status == 200)
        #expect(html.contains("would come out otherwise"))
        #expect(html.contains("<ins>+ "))
        #expect(!html.contains("<ins>+ policy: high-risk"), "a line end is no change")
    }

    @Test func `a text that does not read keeps what was typed and says where it is wrong`()
        async throws
    {
        let story = try await ConsoleStory()
        let (status, html) = try await tried("policy: [\n  </textarea>", in: story)
        #expect(status == 400)
        #expect(html.contains("role=\"alert\""))
        #expect(html.contains("&lt;/textarea&gt;"))
    }

    @Test func `trying changes nothing`() async throws {
        let story = try await ConsoleStory()
        let revision = try await story.console.platform.store.head().revision
        _ = try await tried("policy: x", in: story)
        #expect(try await story.console.platform.store.head().revision == revision)
    }
}
