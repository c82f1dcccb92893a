import Testing

@testable import Ledger

@Suite struct SearchWordsTests {
    @Test(arguments: [
        ("model:credit@3", ["3", "credit", "model"]), ("Credit risk, CREDIT!", ["credit", "risk"]),
        ("", []), ("  \n", []), ("Größe naïve", ["größe", "naïve"]), ("日本 語", ["日本", "語"]),
        ("v1.2", ["2", "v1"]),
    ])
    func `a text's words are its runs of letters and digits`(
        _ text: String, _ words: [String]
    ) {
        #expect(SearchWords.split(text) == words)
    }

    @Test func `words are kept in one form`() {
        #expect(SearchWords.normalized(["B", "a b", "a", "", " "]) == ["a", "b"])
        #expect(SearchWords.normalized(["a\u{0}b"]) == ["a", "b"])
    }

    @Test func `a long word is cut between two characters`() throws {
        let word = String(repeating: "é", count: 100)
        let cut = try #require(SearchWords.normalized(["x" + word]).first)
        #expect(cut.utf8.count == 127)
        #expect(cut == "x" + String(repeating: "é", count: 63))
    }
}
