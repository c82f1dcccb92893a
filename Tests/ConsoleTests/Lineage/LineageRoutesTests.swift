import Console
import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct LineageRoutesTests {
    private let console: TestConsole
    private let input = LineageReference(Digest(of: [1]))

    init() throws { console = try TestConsole() }

    private func say(_ id: String, _ outputs: Int) async throws {
        let outputs = (0..<outputs).compactMap { LineageReference("test:<b>\(id) \($0)</b>") }
        _ = try await RecordLineage(
            activity: LineageActivity(
                id: id, kind: .job, name: "etl/<i>\(id)</i>", inputs: [input], outputs: outputs),
            by: .claimed(.somebody)
        ).run(on: console.platform)
    }

    @Test func `what comes of a thing is drawn and listed, and what it is called is text`()
        async throws
    {
        try await say("clean", 3)
        let caller = try await console.caller("vera@example.org", "viewer")
        let page = try await console.page("/lineage?of=\(input)", by: caller)
        #expect(page.contains("3 things come of it"))
        #expect(page.components(separatedBy: "class=\"way\"").count == 4)
        #expect(page.contains("by etl/&lt;i&gt;clean&lt;/i&gt;"))
        #expect(!page.contains("<b>") && !page.contains("<i>"))
    }

    @Test func `a column that is too long says how many more there are`() async throws {
        try await say("wide", 400)
        let caller = try await console.caller("vera@example.org", "viewer")
        let page = try await console.page("/lineage?of=\(input)", by: caller)
        #expect(page.contains("and 391 more"))
        #expect(page.contains("and 200 more"))
    }

    @Test func `a thing that nothing is known of has no drawing, and a bad word is said to be one`()
        async throws
    {
        let caller = try await console.caller("vera@example.org", "viewer")
        let page = try await console.page("/lineage?of=\(input)", by: caller)
        #expect(!page.contains("<svg class=\"lineage\""))
        #expect(try await console.page("/lineage", by: caller).contains("Of what?"))
        await #expect(throws: Failure.self) {
            try await console.page("/lineage?of=nonsense", by: caller)
        }
    }
}
