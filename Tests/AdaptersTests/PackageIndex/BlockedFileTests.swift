import HTTPServer
import HTTPTypes
import Testing

@testable import Adapters

@Suite struct BlockedFileTests {
    @Test func `the reason is one line of printable ASCII`() {
        let blocked = BlockedFile("licence “GPL”:\r\nX-Injected: 1\t— see\u{0} ünder\u{7F}…")
        #expect(blocked.reason == "licence 'GPL': X-Injected: 1 - see? ?nder?...")
        #expect(blocked.response.status.code == 460)
        #expect(blocked.response.status.reasonPhrase == blocked.reason)
    }

    @Test func `a long reason is cut, and its slug is shorter`() {
        let blocked = BlockedFile(String(repeating: "word ", count: 1_000))
        #expect(blocked.reason.utf8.count == 600 && blocked.reason.hasSuffix("..."))
        #expect(blocked.slug.utf8.count <= 80 && blocked.slug.hasPrefix("word-word"))
    }

    @Test(arguments: [
        ("Licence GPL-3.0: ask at http://x/../y?z#a", "licence-gpl-3-0-ask-at-http-x-y-z-a"),
        ("", "refused"), ("../..", "refused"), ("é", "refused"),
    ])
    func `the slug is a plain part of an address`(_ text: String, _ slug: String) {
        #expect(BlockedFile(text).slug == slug)
    }
}
