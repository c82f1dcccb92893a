import Foundation
import Governance
import Operations
import Testing
import Transparency

@testable import Console

@Suite struct ConsoleSiteTests {
    /// Each page with something to show on it.
    static let targets = [
        "/", "/versions", "/versions?q=inc&kind=model&risk=high", "/versions?q=nothing",
        "/versions/model:income@1?to=production", "/versions/model:income@2",
        "/versions/model:income@3", "/versions/model:churn@1", "/versions/model:fraud@1",
        "/versions/model:pricing@1", "/versions/prompt:triage@1?to=staging",
        "/versions/model:income@1/compare/model:income@2",
        "/versions/model:income@2/compare/model:income@3", "/models/income", "/models/churn",
        "/models/prompt:triage", "/decisions", "/decisions?verdict=deny", "/waiting", "/waivers",
        "/aging", "/policies", "/policies/high-risk", "/policies/low-risk", "/ledger", "/ledger/0",
        "/ledger/12",
    ]

    /// Writes every page beside its stylesheet, to be looked at, when it is told where to.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_CONSOLE_PAGES"] != nil))
    func `pages can be looked at`() async throws {
        let folder = try #require(ProcessInfo.processInfo.environment["ASSAY_CONSOLE_PAGES"])
        try FileManager.default.createDirectory(
            atPath: folder + "/assets", withIntermediateDirectories: true)
        for name in ["assay.css", "assay.js", "mark.svg"] {
            let asset = try #require(ConsoleSite.asset(name))
            try Data(asset.bytes).write(to: URL(filePath: "\(folder)/assets/\(name)"))
        }
        let story = try await ConsoleStory()
        for target in Self.targets {
            let html = try await story.console.page(target, by: story.ruth)
            let name = target == "/" ? "overview" : String(target.dropFirst())
            let file = name.replacing("/", with: "_").replacing("?", with: "_")
            try Data(html.replacing("\"/assets/", with: "\"assets/").utf8)
                .write(to: URL(filePath: "\(folder)/\(file).html"))
        }
    }
}
