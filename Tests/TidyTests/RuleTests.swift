import Testing

/// The rules find what they are there to find, and nothing else.
@Suite struct RuleTests {
    private func source(_ text: String, path: String = "Sources/Governance/Gate/Gate.swift")
        -> SourceFile
    {
        SourceFile(path: path, text: text)
    }

    @Test(arguments: [
        ("let a = 1 // \"try!\"", "let a = 1 "),
        (#"let a = "b // c" + d"#, #"let a = "" + d"#),
        (#"say("a \(b("c"), d) e", f)"#, #"say(""(b(""), d)"#),
        (##"let a = #"b " \(c)"#; d"##, ##"let a = ""; d"##),
        ("a /* b /* c */ d */ e", "a  e"),
        ("func `try! it`() {", "func `_`() {"),
        (#""a\"b" + c"#, #""" + c"#),
        (#"if x.hasPrefix("\\") { y }"#, #"if x.hasPrefix("") { y }"#),
    ])
    func `code is told from comments and text`(_ text: String, _ bare: String) {
        let expected = bare == #"say(""(b(""), d)"# ? #"say(""(b(""), d), f)"# : bare
        #expect(BareSource(text).lines == [expected])
    }

    @Test func `lines keep their numbers in long strings and comments`() {
        let text = "let a = \"\"\"\n  } try!\n  \"\"\"\n/* b\n c */ let d = 1"
        #expect(BareSource(text).lines == ["let a = \"\"", "", "", "", " let d = 1"])
    }

    @Test(arguments: [(58, 0), (59, 1)])
    func `a function has at most 60 lines`(_ bodyCount: Int, _ problemCount: Int) {
        let body = String(repeating: "    work()\n", count: bodyCount)
        for start in ["func a()", "@Test func `a b`()", "package init(b: Int)", "var a: Int"] {
            let file = source("struct Gate {\n\(start) {\n\(body)}\n}\n")
            #expect(SourceRules.sizes(file).map(\.line) == Array([2].prefix(problemCount)))
        }
    }

    @Test(arguments: [(400, 0), (401, 1)])
    func `a file has at most 400 lines`(_ count: Int, _ problemCount: Int) {
        let file = source(String(repeating: "a\n", count: count))
        #expect(SourceRules.sizes(file).count == problemCount)
    }

    @Test(arguments: [
        "let a = try! b()", "let a = b as! C", "let a = b!", "let a = b()!.c", "var a: Int!",
        "let a = Date.now", "let a = Date()", "let a = UUID()", "public struct A {}",
        "let a = Int.random(in: 0..<3)", "// FIX" + "ME", "let a = ContinuousClock().now",
    ])
    func `what is banned is found`(_ line: String) {
        #expect(SourceRules.bans(source("\n" + line)).map(\.line) == [2])
    }

    @Test(arguments: [
        "if a != b && !c { d(!e) }", "let a = \"try!\"", "// as! they say", "CivilDate()",
        "let isPublic = publicKey", "let a: [Int?] = [b]",
    ])
    func `what is allowed is let be`(_ line: String) {
        #expect(SourceRules.bans(source(line)).isEmpty)
    }

    @Test func `names of drawers and rooms are found`() {
        let drawer = source("", path: "Sources/CEL/Utils/PathHelper.swift")
        #expect(SourceRules.names(drawer, rooms: []).count == 2)
        let room = source("struct Ledger {}", path: "Sources/Ledger/Stores/Store.swift")
        #expect(SourceRules.names(room, rooms: ["Ledger"]).map(\.line) == [1])
        let fine = source("enum UtilityRate {}", path: "Sources/Statistics/Utility.swift")
        #expect(SourceRules.names(fine, rooms: ["Ledger"]).isEmpty)
    }

    @Test func `a file declares what it is named for`() {
        #expect(SourceRules.mainType(source("package enum Gate {}")).isEmpty)
        #expect(!SourceRules.mainType(source("package enum Gates {}")).isEmpty)
        let path = "Sources/Governance/Gate/JSON+Parts.swift"
        #expect(SourceRules.mainType(source("extension JSON {}", path: path)).isEmpty)
        #expect(!SourceRules.mainType(source("extension Gate {}", path: path)).isEmpty)
    }

    @Test(arguments: [
        ("package import Transparency", 0), ("import Foundation", 1), ("import Glibc", 1),
        ("import struct Foundation.Date", 1), ("// import Foundation", 0), ("import CEL", 0),
    ])
    func `a pure room imports pure rooms`(_ line: String, _ problemCount: Int) {
        #expect(RoomRules.purity(source(line)).count == problemCount)
        let other = source(line, path: "Sources/Operations/Gate/A.swift")
        #expect(RoomRules.purity(other).isEmpty)
    }

    @Test(arguments: [
        ("Tests/LedgerTests/Stores/HeadTests.swift", 0),
        ("Tests/LedgerTests/LedgerSQLite/StoreTests.swift", 0),
        ("Tests/LedgerTests/Head.swift", 0), ("Tests/LedgerTests/HeadTests.swift", 1),
        ("Tests/NobodyTests/Anything.swift", 1), ("Tests/EndToEndTests/StoryTests.swift", 0),
    ])
    func `a test stands where its source does`(_ path: String, _ problemCount: Int) {
        let sources: Set = ["Sources/Ledger/Stores/Head.swift", "Sources/LedgerSQLite/Store.swift"]
        let problems = RoomRules.mirrors(
            source("", path: path), sources: sources, rooms: ["Ledger", "LedgerSQLite"])
        #expect(problems.count == problemCount)
    }

    @Test(arguments: [
        ("[a](../README.md)", 0), ("[a](../README.md#two-words)", 0), ("[a](other.md)", 1),
        ("[a](../README.md#three)", 1), ("[a](https://example.org/x)", 0), ("[a](../../b)", 1),
        ("`[a](none)`", 0), ("```\n[a](none)\n```", 0), ("[`a`](none)", 1),
    ])
    func `a link leads to a page and its heading`(_ text: String, _ problemCount: Int) {
        let page = MarkdownPage(path: "docs/page.md", text: text)
        let target = MarkdownPage(path: "README.md", text: "# Two `words`")
        let problems = PageRules.links(page, exists: { $0 == "README.md" }) {
            $0 == "README.md" ? target.anchors : nil
        }
        #expect(problems.count == problemCount)
    }

    @Test func `a page names sources that are there`() {
        let page = MarkdownPage(path: "A.md", text: "`Ledger/A.swift`\n`Ledger/B.swift`\n`C.swift`")
        let problems = PageRules.sources(page) { $0 == "Sources/Ledger/A.swift" }
        #expect(problems.map(\.line) == [2])
    }

    @Test(arguments: [(55, 0), (56, 1)])
    func `a decision has four headings and 60 lines`(_ extraCount: Int, _ problemCount: Int) {
        let headings = ["# 0001 A"] + PageRules.decisionHeadings
        let extra = [String](repeating: "a", count: extraCount)
        let text = (headings + extra).joined(separator: "\n") + "\n"
        let page = MarkdownPage(path: "docs/decisions/0001-a.md", text: text)
        #expect(PageRules.decision(page).count == problemCount)
        let bare = MarkdownPage(path: page.path, text: "# 0001 A\n")
        #expect(PageRules.decision(bare).count == PageRules.decisionHeadings.count)
    }

    @Test func `decisions are numbered without gaps`() {
        #expect(PageRules.numbering(["d/0001-a.md", "d/0002-b.md"]).isEmpty)
        #expect(PageRules.numbering(["d/0001-a.md", "d/0003-b.md"]).map(\.path) == ["d/0003-b.md"])
    }

    @Test func `the table of rooms follows the package`() {
        let text = "## Rooms\n\n| room |\n|---|\n| `A` | x |\n| `B` | y |\n\n## Else\n| `C` |\n"
        let page = MarkdownPage(path: "ARCHITECTURE.md", text: text)
        #expect(PageRules.rooms(page, targets: ["A", "B"], folders: ["A", "B"]).isEmpty)
        #expect(PageRules.rooms(page, targets: ["B", "A"], folders: ["A", "B"]).count == 1)
        #expect(PageRules.rooms(page, targets: ["A"], folders: ["A"]).count == 1)
        #expect(PageRules.rooms(page, targets: ["A", "B", "C"], folders: ["D"]).count == 2)
    }
}
