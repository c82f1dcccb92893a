import Testing

@testable import CEL

@Suite struct DoubleTextTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "-0"), (1.0, "1"), (123.456, "123.456"), (-4.5e-3, "-0.0045"),
        (1e20, "100000000000000000000"), (1e21, "1e+21"), (6.02214e23, "6.02214e+23"),
        (1e-5, "1e-05"), (0.0001, "0.0001"), (.infinity, "Infinity"), (.nan, "NaN"),
    ])
    func `shortest digits, with an exponent only for the very large and small`(
        value: Double, text: String
    ) {
        #expect(DoubleText.general(value) == text)
    }

    @Test(arguments: [
        (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (2.675, 2, "2.67"),
        (
            0.1, 20,
            "0.10000000000000000555"
        ), (999.9996, 3, "1000.000"), (-1.2, 5, "-1.20000"),
        (1e22, 1, "10000000000000000000000.0"), (.leastNonzeroMagnitude, 3, "0.000"),
        (0.05, 0, "0"),
        (0.95, 1, "0.9"), (9.5, 0, "10"),
    ])
    func `fixed digits are exact and round half to even`(
        value: Double, count: Int, text: String
    ) {
        #expect(DoubleText.fixed(value, fractionCount: count) == text)
    }

    @Test(arguments: [
        (1052.032911275, 6, "1.052033e+03"), (0.0, 2, "0.00e+00"), (9.9996, 3, "1.000e+01"),
        (.leastNonzeroMagnitude, 1, "4.9e-324"), (1.7976931348623157e308, 3, "1.798e+308"),
        (25.0, 0, "2e+01"),
    ])
    func `scientific digits are exact and round half to even`(
        value: Double, count: Int, text: String
    ) {
        #expect(DoubleText.scientific(value, fractionCount: count) == text)
    }
}
