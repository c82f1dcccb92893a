import Testing

@testable import Tables

@Suite struct DecimalTextTests {
    @Test(
        arguments: [
            ([], "0"), ([0], "0"), ([0xFF], "-1"), ([0x80], "-128"), ([0x7F, 0xFF], "32767"),
            ([0, 0, 1, 0], "256"), ([0xFF, 0xFF, 0xFF], "-1"),
            ([1] + [UInt8](repeating: 0, count: 16), "340282366920938463463374607431768211456"),
        ] as [([UInt8], String)])
    func `bytes in two's complement become digits`(_ bytes: [UInt8], _ digits: String) {
        #expect(DecimalText.digits(bytes) == digits)
        #expect(DecimalText.number(bytes, scale: 2) == Double(digits + "e-2"))
    }
}
