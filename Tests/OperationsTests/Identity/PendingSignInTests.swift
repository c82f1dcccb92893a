import Operations
import Testing

@Suite struct PendingSignInTests {
    @Test(arguments: ["", ".", "a.b.c.1", "...", String(repeating: "A", count: 43) + "..."])
    func `what is no sign-in is none`(text: String) {
        #expect(PendingSignIn(text) == nil)
    }

    @Test func `the text of a sign-in reads in one way`() {
        let part = String(repeating: "A", count: 43)
        let text = "\(part).\(part).\(part).17"
        #expect(PendingSignIn(text)?.text == text)
        #expect(PendingSignIn(text + " ") == nil)
        #expect(PendingSignIn("\(part).\(part).\(part).017") == nil)
        #expect(PendingSignIn("\(part).\(part).\(part).-1") == nil)
    }
}
