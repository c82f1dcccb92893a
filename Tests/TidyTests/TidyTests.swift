import Foundation
import Testing

/// The house rules that neither the compiler nor swift-format checks, on the repository as it is.
@Suite struct TidyTests {
    private static let files = SourceTree.sources + SourceTree.tests

    @Test func `the repository was found`() {
        #expect(!SourceTree.sources.isEmpty && !SourceTree.tests.isEmpty)
        #expect(!SourceTree.targets.isEmpty && !SourceTree.pages.isEmpty)
    }

    @Test func `a file fits in the head, a function on a screen`() {
        Self.files.flatMap(SourceRules.sizes).report()
    }

    @Test func `no code says what is banned`() {
        Self.files.flatMap(SourceRules.bans).report()
    }

    @Test func `no file is a drawer and no type is named for a room`() {
        Self.files.flatMap { SourceRules.names($0, rooms: SourceTree.rooms) }.report()
    }

    @Test func `a file bears the name of what it declares`() {
        Self.files.flatMap(SourceRules.mainType).report()
    }

    @Test func `a pure room reaches for nothing outside`() {
        SourceTree.sources.flatMap(RoomRules.purity).report()
    }

    @Test func `each test file mirrors a source`() {
        let sources = Set(SourceTree.sources.map(\.path))
        SourceTree.tests.flatMap {
            RoomRules.mirrors($0, sources: sources, rooms: SourceTree.rooms)
        }.report()
    }

    @Test func `every link in a page leads somewhere`() {
        SourceTree.pages.flatMap { page in
            PageRules.links(page, exists: SourceTree.exists) { path in
                SourceTree.pages.first { $0.path == path }?.anchors
            }
        }.report()
    }

    @Test func `every source that a page names is there`() {
        SourceTree.pages.flatMap { PageRules.sources($0, exists: SourceTree.exists) }.report()
    }

    @Test func `decisions are numbered and each fits on a page`() {
        let decisions = SourceTree.pages.filter { $0.folder == "docs/decisions" }
        #expect(!decisions.isEmpty)
        (decisions.flatMap(PageRules.decision) + PageRules.numbering(decisions.map(\.path)))
            .report()
    }

    @Test func `the architecture page has every room`() throws {
        let page = try #require(SourceTree.pages.first { $0.path == "ARCHITECTURE.md" })
        PageRules.rooms(page, targets: SourceTree.targets, folders: SourceTree.rooms).report()
    }

    @Test(arguments: ["make demo", "make test"])
    func `the README says how to start`(_ command: String) throws {
        let page = try #require(SourceTree.text("README.md"))
        #expect(page.contains(command))
    }

    @Test(arguments: SourceTree.files(under: "docs/schemas", ending: ".json"))
    func `a schema reads and says which it is`(_ path: String) throws {
        let data = try Data(contentsOf: SourceTree.root.appending(path: path))
        let schema = try #require(
            JSONSerialization.jsonObject(with: data) as? [String: Any], "\(path) is no object")
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let name = try #require(path.split(separator: "/").last).replacing(".json", with: "")
        #expect(schema["$id"] as? String == "urn:assay:schema:v1:\(name)")
    }
}
