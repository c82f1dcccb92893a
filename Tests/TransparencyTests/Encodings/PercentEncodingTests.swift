import Testing
import Transparency

@Suite struct PercentEncodingTests {
    @Test(
        arguments: [
            ("", ""), ("AZaz09-._~", "AZaz09-._~"), ("a b", "a%20b"),
            ("/?#&=%+", "%2F%3F%23%26%3D%25%2B"),
            ("ü", "%C3%BC"), ("€", "%E2%82%AC"), ("\u{0}\u{7F}", "%00%7F"),
        ])
    func `all but the unreserved is encoded, and decodes to what it was`(
        text: String, encoded: String
    ) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test func `what a place allows besides stays`() {
        #expect(PercentEncoding.encode("model:income@2/x", besides: ":@") == "model:income@2%2Fx")
    }

    @Test func `pairs go there and back, a plus being a space on the way back only`() throws {
        let pairs = [(name: "a b", value: "1+1"), (name: "ü", value: "")]
        let text = PercentEncoding.encode(pairs)
        #expect(text == "a%20b=1%2B1&%C3%BC=")
        let back = try #require(PercentEncoding.pairs(text))
        #expect(back.map(\.name) == pairs.map(\.name))
        #expect(back.map(\.value) == pairs.map(\.value))
        #expect(PercentEncoding.pairs("q=a+b")?.first?.value == "a b")
        #expect(PercentEncoding.decode("a+b") == "a+b")
    }

    @Test(arguments: ["%", "%4", "%zz", "%ff", "%c0%af", "a%"])
    func `what is malformed or no UTF-8 is nothing`(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
        #expect(PercentEncoding.pairs("a=\(text)") == nil)
    }

    @Test func `pairs have a limit`() {
        #expect(PercentEncoding.pairs(String(repeating: "a&", count: 200))?.count == 200)
        #expect(PercentEncoding.pairs(String(repeating: "a&", count: 201)) == nil)
    }
}
