import Testing

@testable import Console

@Suite struct MarkupTests {
    @Test func `what is put in is text, and never becomes markup`() {
        let name = "<img src=x onerror=\"alert('1')\"> & co"
        let markup: Markup = "<b title=\"\(name)\">\(name)</b>"
        let escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co"
        #expect(markup.text == "<b title=\"\(escaped)\">\(escaped)</b>")
    }

    @Test func `a mark that joins the character before it does not hide that one`() {
        // As one Character, `<` and the mark would not be `<`.
        let markup: Markup = "\("<\u{338}b>")"
        #expect(markup.text == "&lt;\u{338}b&gt;")
    }

    @Test func `markup within markup stays as it is, and numbers have a tenth`() {
        let item: Markup = "<i>\("a<b")</i>"
        let all: Markup = "\([item, item].joined)\(3)\(1.25)\(2.0)"
        #expect(all.text == "<i>a&lt;b</i><i>a&lt;b</i>31.32.0")
        #expect((item + item).text == "<i>a&lt;b</i><i>a&lt;b</i>")
    }
}
