import Console
import Foundation
import Governance
import Operations
import Testing

@Suite struct ConnectRoutesTests {
    @Test func `lines name the server, and a token once one is issued`() async throws {
        let story = try await ConsoleStory()
        let page = try await story.console.page("/connect", by: story.tom)
        #expect(page.contains("MLFLOW_TRACKING_URI=https://assay.example"))
        #expect(page.contains("MLFLOW_TRACKING_TOKEN=YOUR_TOKEN"))
        #expect(page.contains("https://__token__:YOUR_TOKEN@assay.example/pypi/simple/"))
        let answer = try await story.console.answer("POST", "/connect", by: story.tom)
        guard case .page(let status, let html) = answer else {
            Issue.record("no page")
            return
        }
        #expect(status == 200)
        #expect(!html.contains("YOUR_TOKEN"))
        #expect(html.contains("MLFLOW_TRACKING_TOKEN=assay_"))
    }
}
