import Testing
import Transparency

@testable import Governance

@Suite struct MeasureTextTests {
    @Test(arguments: [
        (0.5, "0.5"), (1, "1"), (-3, "-3"), (0.12345, "0.1235"), (0.99999, "1"), (0, "0"),
        (1_234_567, "1234567"), (1e17, "1e+17"), (1e300, "1e+300"), (.infinity, "inf"),
        (.nan, "nan"), (-1e18, "-1e+18"),
    ])
    func `a number has four decimals at most`(value: Double, text: String) {
        #expect(MeasureText.number(value) == text)
    }

    @Test(
        arguments: [
            (nil, "unknown"), (.some(.null), "null"), (true, "true"), (0.25, "0.25"), ("a", "`a`"),
            ([1, 2], "2 items"), ([:], "{…}"), (["value": 1], "{…}"),
            (["value": 0.5, "lower": "x", "upper": 1], "{…}"),
            (["value": 0.5, "lower": 0.4, "upper": 0.6], "0.5, 95 % interval 0.4 to 0.6"),
            (
                ["value": 0.5, "lower": 0.4, "upper": 0.6, "confidence": 0.9],
                "0.5, 90 % interval 0.4 to 0.6"
            ),
        ] as [(JSON?, String)])
    func `a fact in words`(fact: JSON?, text: String) {
        #expect(MeasureText.text(fact) == text)
    }
}
