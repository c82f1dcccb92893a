import Testing

@testable import Tables

@Suite struct NumberTextTests {
    private func number(_ text: String) -> Double? {
        NumberText(Array(text.utf8).span).value
    }

    @Test(arguments: [
        ("0", 0), ("-0", -0.0), ("1", 1), ("+1", 1), ("-12.5", -12.5), (".5", 0.5), ("5.", 5),
        ("007", 7), (" 39\t", 39), ("1e3", 1_000), ("1E-3", 0.001), ("1e+2", 100),
        ("0.1", 0.1), ("9007199254740993", 9_007_199_254_740_992),
        ("123456789012345678901234567890", 1.2345678901234568e29),
        ("0.000000000000000000000000000001", 1e-30), ("2.2250738585072014e-308", 0x1p-1022),
        ("5e-324", 0x1p-1074), ("1e-400", 0), ("1.7976931348623157e308", 1.7976931348623157e308),
        ("0e999999999999999999999", 0),
    ])
    func `decimal numbers are read to the last bit`(_ text: String, _ value: Double) {
        #expect(number(text)?.bitPattern == value.bitPattern)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "1 2", "0x10", "inf", "nan",
        "NaN", "-Infinity", "1e999", "--1", "1_000", "½", "1e5.0", "١",
    ])
    func `what is no finite decimal number is refused`(_ text: String) {
        #expect(number(text) == nil)
    }

    @Test func `random numbers are read as the standard library reads them`() {
        let seed: UInt64 = 1_990
        var random = SplitMix(seed: seed)
        for _ in 0..<200_000 {
            let digits = Int.random(in: 1...22, using: &random)
            var text = Bool.random(using: &random) ? "-" : ""
            let point = Int.random(in: 0...digits, using: &random)
            for index in 0..<digits {
                if index == point { text += "." }
                text += String(Int.random(in: 0...9, using: &random))
            }
            if Bool.random(using: &random) {
                text += "e\(Int.random(in: -40...40, using: &random))"
            }
            #expect(number(text)?.bitPattern == Double(text)?.bitPattern, "\(text), seed \(seed)")
        }
    }
}
