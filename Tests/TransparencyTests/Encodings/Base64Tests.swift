import Foundation
import Testing

@testable import Transparency

@Suite struct Base64Tests {
    /// RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `the RFC's examples go both ways`(_ bytes: String, _ text: String) {
        #expect(Base64.encode(Array(bytes.utf8)) == text)
        #expect(Base64.decode(text) == Array(bytes.utf8))
    }

    @Test func `any bytes agree with another implementation`() {
        var random = SeededRandom()
        for count in 0..<300 {
            let bytes = random.bytes(count: count)
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
            let safe = text.replacing("+", with: "-").replacing("/", with: "_")
            #expect(Base64.decode(safe, alphabet: .standardOrURLSafe) == bytes)
        }
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zm8=Zm8=", "Zm9v\n", " Zm9v",
        "Zm9v=", "Zm_v", "Zm-v", "Zm\u{E9}", "Z=9v", "Zm9v====",
    ])
    func `a text that is not the one text of its bytes is refused`(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
