import Testing
import Transparency

@testable import SupplyChain

@Suite struct YAMLTreeTests {
    private func parse(_ text: String) throws(DocumentError) -> JSON {
        try YAMLTree.parse(Array(text.utf8))
    }

    @Test func `scalars stay as they are written`() throws {
        #expect(
            try parse("a: 1.10\nb: [2024-01-01, ~, null, 'null', yes]\nc:\n")
                == ["a": "1.10", "b": ["2024-01-01", nil, nil, "null", "yes"], "c": nil])
    }

    @Test(
        arguments: [
            "", "a: [", "a: 1\na: 2", "[a]: b", "a: &x 1\nb: *x", "--- a\n--- b", "a: \u{0}",
        ])
    func `what is no plain tree is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try parse(text) }
    }

    @Test(arguments: ["[", "- ", "{a: ", "? "])
    func `deep nesting is refused before the parser recurses`(_ opening: String) {
        let text = String(repeating: opening, count: 1 << 16)
        #expect(throws: DocumentError.self) { try parse(text) }
    }

    @Test func `size and number of values are limited`() {
        let large = "a: " + String(repeating: "x", count: 5 << 20)
        #expect(throws: DocumentError.self) { try parse(large) }
        let many = "a: [" + String(repeating: "x,", count: 300_000) + "]"
        #expect(throws: DocumentError.self) { try parse(many) }
    }

    @Test func `a star in prose is no alias`() throws {
        #expect(try parse("a: R&D *and* &c")["a"]?.stringValue == "R&D *and* &c")
    }
}
