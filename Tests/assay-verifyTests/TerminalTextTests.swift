import Testing

@testable import assay_verify

@Suite struct TerminalTextTests {
    @Test func `text cannot act on the terminal`() {
        #expect(TerminalText.escaped("plain – naïve 😀") == "plain – naïve 😀")
        #expect(TerminalText.escaped("a\u{1B}[31mb\n") == "a\\u{1b}[31mb\\u{a}")
        #expect(TerminalText.escaped("exe\u{202E}gpj") == "exe\\u{202e}gpj")
        #expect(TerminalText.escaped("\u{9B}\u{7F}\u{2028}") == "\\u{9b}\\u{7f}\\u{2028}")
    }
}
