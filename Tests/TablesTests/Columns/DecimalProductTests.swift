import Testing

@testable import Tables

@Suite struct DecimalProductTests {
    @Test func `random doubles come back from their shortest digits`() {
        let seed: UInt64 = 2_021
        var random = SplitMix(seed: seed)
        var settled = 0
        for _ in 0..<100_000 {
            let bits = UInt64.random(in: 0...UInt64.max, using: &random)
            // Exponents from 2⁻¹⁰⁰ to 2¹⁰⁰.
            let power = UInt64.random(in: 923...1_123, using: &random)
            let number = Double(bitPattern: bits >> 12 | power << 52)
            let text = "\(number)"
            let found = NumberText(Array(text.utf8).span).value
            #expect(found?.bitPattern == number.bitPattern, "\(text), seed \(seed)")
            if DecimalProduct(bits >> 12, Int(power) - 1_023).value != nil { settled += 1 }
        }
        #expect(settled > 50_000)
    }

    @Test(
        arguments: [
            // Halfway between two doubles: to the even one.
            (9_007_199_254_740_993, 0, 9_007_199_254_740_992.0),
            (9_007_199_254_740_995, 0, 9_007_199_254_740_996),
            (9_007_199_254_740_993, -3, 9_007_199_254_740.993), (0, 5, 0), (1, 22, 1e22),
            (1, 23, 1e23), (UInt64.max, 0, 18_446_744_073_709_551_616),
            (123_456_789_012_345_678, -17, 1.23456789012345678),
        ] as [(UInt64, Int, Double)])
    func `a product is rounded to the nearest double, half to even`(
        _ mantissa: UInt64, _ exponent: Int, _ value: Double
    ) {
        #expect(DecimalProduct(mantissa, exponent).value == value)
    }

    @Test func `a power that is not in the table settles nothing`() {
        #expect(DecimalProduct(1, -65).value == nil)
        #expect(DecimalProduct(1, 45).value == nil)
    }
}
