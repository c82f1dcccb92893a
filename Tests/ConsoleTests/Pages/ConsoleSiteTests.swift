import Foundation
import Governance
import LedgerSQLite
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
        "/aging", "/findings", "/findings?severity=dangerous", "/policies", "/policies/high-risk",
        "/policies/low-risk", "/ledger", "/ledger/0",
        "/ledger/12", "/tokens", "/approvals", "/account",
        "/systems", "/systems?state=deny", "/systems?released=production", "/systems?documented=no",
    ]
    /// What an administrator sees besides.
    static let administration = ["/people", "/tokens?all=yes"]

    @Test func `every page reads, and holds nothing that the policy on content forbids`()
        async throws
    {
        let story = try await ConsoleStory()
        for target in Self.targets + Self.administration {
            let isAdministration = Self.administration.contains(target)
            let html = try await story.console.page(
                target, by: isAdministration ? story.ada : story.ruth)
            #expect(HTMLCheck(html).problems == [], "\(target)")
            #expect(!html.contains("<script>") && !html.contains("<style"), "\(target)")
        }
    }

    @Test func `every link on a page leads to a page`() async throws {
        let story = try await ConsoleStory()
        var seen: Set<String> = []
        let everything = try await story.console.caller(
            "ruth@example.org", "risk-reviewer", "administrator")
        for target in Self.targets + Self.administration {
            let html = try await story.console.page(target, by: everything)
            for link in HTMLCheck(html).links where !link.hasPrefix("#") {
                guard seen.insert(link).inserted else { continue }
                let plain = link.replacing("&amp;", with: "&")
                let answer = try? await story.console.answer("GET", plain, by: everything)
                #expect(answer != nil, "\(link) on \(target)")
            }
        }
        #expect(seen.count > 40)
    }

    @Test func `words that look like tags and attributes come out as words`() async throws {
        let story = try await ConsoleStory()
        for target in ["/", "/versions", "/versions/model:churn@1", "/models/churn", "/waiting"] {
            let html = try await story.console.page(target, by: story.ruth)
            #expect(html.contains("&lt;script&gt;alert(1)"), "\(target)")
            #expect(!Array(html.utf8).contains(sequence: Array("\"\u{338}".utf8)), "\(target)")
        }
        let hostile = Caller(
            id: .init("p:x"), name: "\"><img src=x>", access: story.ruth.access,
            means: .session(id: "x"))
        let query = "/versions?q=%22%3E%3Cb%3E&owner=%3Cu%3E"
        let html = try await story.console.page(query, by: hostile)
        #expect(HTMLCheck(html).problems == [])
        #expect(!html.contains("<b>") && !html.contains("<img") && !html.contains("<u>"))
    }

    @Test func `the front page, with all that it asks for, is under 150 kB`() async throws {
        let story = try await ConsoleStory()
        let html = try await story.console.page("/", by: story.ruth)
        let assets = ["assay.css", "assay.js", "mark.svg"].compactMap {
            ConsoleSite.asset($0)?.bytes.count
        }
        #expect(assets.count == 3)
        #expect(html.utf8.count + assets.reduce(0, +) < 150_000)
    }

    @Test func `a production model's page is three clicks from the front page`() async throws {
        let story = try await ConsoleStory()
        var pages = ["/"]
        for _ in 0..<3 {
            var next: [String] = []
            for page in pages {
                let html = try await story.console.page(page, by: story.ruth)
                next += HTMLCheck(html).links.filter { $0.hasPrefix("/models/") }
            }
            if next.contains("/models/income") { return }
            pages = next
        }
        Issue.record("no link leads there")
    }

    @Test func `no file but the console's own is an asset`() {
        #expect(ConsoleSite.asset("../Package.swift") == nil)
        #expect(ConsoleSite.asset("") == nil)
    }

    @Test func `signing in keeps where to go on, and says why it failed`() {
        let html = ConsoleSite.signInPage(
            message: "name or password is wrong", next: "/versions?q=\"x",
            name: "ruth\"@example.org",
            offersOpenID: true)
        #expect(HTMLCheck(html).problems == [])
        #expect(html.contains("value=\"/versions?q=&quot;x\""))
        #expect(html.contains("Name or password is wrong."))
        #expect(html.contains("value=\"ruth&quot;@example.org\""))
        #expect(html.contains("/sign-in/openid?next="))
        let plain = ConsoleSite.signInPage(message: nil, next: "/", offersOpenID: false)
        #expect(!plain.contains("openid"))
        #expect(plain.contains("name=\"name\" value=\"\""))
    }

    @Test func `an error is said in words, with the bar for who is signed in`() async throws {
        let story = try await ConsoleStory()
        let html = ConsoleSite.errorPage(
            status: 404, title: "Not here", message: "there is no `model:x@1`", caller: story.ruth,
            csrf: "s3cret")
        #expect(HTMLCheck(html).problems == [])
        #expect(html.contains("There is no model:x@1."))
        #expect(html.contains("ruth@example.org"))
        #expect(html.contains("name=\"csrf\" value=\"s3cret\""))
        let bare = ConsoleSite.errorPage(
            status: 401, title: "Sign in", message: "", caller: nil, csrf: "")
        #expect(!bare.contains("<nav"))
    }

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
        for target in Self.targets + Self.administration {
            let isAdministration = Self.administration.contains(target)
            let html = try await story.console.page(
                target, by: isAdministration ? story.ada : story.ruth)
            let name = target == "/" ? "overview" : String(target.dropFirst())
            let file = name.replacing("/", with: "_").replacing("?", with: "_")
            try Data(html.replacing("\"/assets/", with: "\"assets/").utf8)
                .write(to: URL(filePath: "\(folder)/\(file).html"))
        }
    }
}
