import Testing

@testable import Tables

@Suite struct LabelTextTests {
    private func label(_ text: String) -> Bool? {
        LabelText(Array(text.utf8).span).value
    }

    @Test(arguments: ["1", "true", "TRUE", "True", "1.0", " 1", "true "])
    func `these are true`(_ text: String) { #expect(label(text) == true) }

    @Test(arguments: ["0", "false", "FALSE", "False", "0.0", "\t0"])
    func `these are false`(_ text: String) { #expect(label(text) == false) }

    @Test(arguments: ["", " ", "2", "-1", "yes", "t", "10", "1.00", "truE!", ">50K", "\u{11}"])
    func `these are neither`(_ text: String) { #expect(label(text) == nil) }
}
