import Testing

@testable import ModelFiles

@Suite struct PickleNumberTextTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: [
        ("0", 0), ("17", 17), ("-17", -17), ("999999999999999999", 999_999_999_999_999_999),
    ])
    func `plain digits are a number`(text: String, value: Int) {
        #expect(PickleNumberText.plainInteger(Self.bytes(text)) == value)
    }

    @Test(arguments: ["", "-", "1L", "+1", "0x1", "1 ", "1234567890123456789"])
    func `what is not plain is left to others`(text: String) {
        #expect(PickleNumberText.plainInteger(Self.bytes(text)) == nil)
    }

    @Test(arguments: ["1.5", "-0.25", "1e10", "1E-07", "1.5e+300", "5", "inf", "nan", " 2.5 "])
    func `what repr writes is a float`(text: String) {
        #expect(PickleNumberText.isFloat(Self.bytes(text)))
    }

    @Test(arguments: ["", ".", "1.5.2", "e5", "-", "one", "1.e", "1e", "1e+"])
    func `other text is none`(text: String) {
        #expect(!PickleNumberText.isFloat(Self.bytes(text)))
    }
}
