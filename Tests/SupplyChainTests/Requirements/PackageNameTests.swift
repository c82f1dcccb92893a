import Testing

@testable import SupplyChain

@Suite struct PackageNameTests {
    @Test(
        arguments: [
            ("Typing_Extensions", "typing-extensions"), ("a.-_b", "a-b"), ("x", "x"), ("7z", "7z"),
        ])
    func `a name has one normal form`(_ text: String, _ normal: String) {
        #expect(PackageName(text)?.text == normal)
    }

    @Test(arguments: ["", "-a", "a-", ".", "a b", "a/b", "é", String(repeating: "a", count: 257)])
    func `what PEP 508 does not allow is no name`(_ text: String) {
        #expect(PackageName(text) == nil)
    }
}
