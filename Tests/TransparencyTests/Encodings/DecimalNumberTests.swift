import Testing

@testable import Transparency

@Suite struct DecimalNumberTests {
    @Test func `plain digits are read`() {
        #expect(DecimalNumber.decode("0") == 0)
        #expect(DecimalNumber.decode("20852163") == 20_852_163)
        #expect(DecimalNumber.decode("9223372036854775807") == Int.max)
    }

    @Test(arguments: [
        "", "00", "01", "+1", "-1", "-0", " 1", "1 ", "1e3", "0x1", "1.0", "9223372036854775808",
        "99999999999999999999999", "\u{0661}", "1_000",
    ])
    func `any other way of writing a number is refused`(_ text: String) {
        #expect(DecimalNumber.decode(text) == nil)
    }
}
