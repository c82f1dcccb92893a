import Testing

@testable import Console

@Suite struct EscapedTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("", ""), ("é ≤ 日", "é ≤ 日"),
    ])
    func `what means something to HTML becomes an entity`(text: String, escaped: String) {
        #expect(EscapedText().escapeText(text) == escaped)
    }

    @Test func `a quote with a combining mark behind it is a quote`() {
        let escaped = EscapedText().escapeText("\"\u{338}<\u{301}")
        #expect(Array(escaped.utf8) == Array("&quot;\u{338}&lt;\u{301}".utf8))
    }

    @Test func `a view's text is escaped in elements and attributes, in parts of pages too`() throws
    {
        let hostile = "\"\u{338} onclick=x <i>"
        let page = try Templates.render(
            SignInPage(
                next: hostile, triedName: hostile, signInProblem: hostile, openIDHref: nil))
        #expect(!page.utf8.elementsEqual("".utf8))
        #expect(!Array(page.utf8).contains(sequence: Array("\"\u{338}".utf8)))
        #expect(!page.contains("<i>"))
    }
}

extension [UInt8] {
    /// Whether these bytes stand in it somewhere.
    func contains(sequence: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: sequence) }
    }
}
