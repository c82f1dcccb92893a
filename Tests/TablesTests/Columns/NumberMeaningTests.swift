import Testing

@testable import Tables

@Suite struct NumberMeaningTests {
    private func numbers(_ values: [Int64], _ meaning: NumberMeaning) -> [Double] {
        var numbers: [Double] = []
        values.withUnsafeBufferPointer { meaning.append($0, to: &numbers) }
        return numbers
    }

    @Test func `numbers become what they count`() {
        #expect(numbers([-1, 0, 7], .integer) == [-1, 0, 7])
        #expect(numbers([-1], .unsigned) == [0x1p64])
        #expect(numbers([-12_345, 1], .decimal(scale: 3)) == [-12.345, 0.001])
        #expect(numbers([.max], .decimal(scale: 25)) == [9.223372036854775807e-7])
        #expect(numbers([1_500], .time(perSecond: 1_000)) == [1.5])
        #expect(numbers([-1], .timestamp(perSecond: 1_000_000)) == [-0.000001])
    }

    @Test func `their text is what a CSV file would have`() {
        #expect(NumberMeaning.integer.text(.min) == "-9223372036854775808")
        #expect(NumberMeaning.unsigned.text(-1) == "18446744073709551615")
        #expect(NumberMeaning.decimal(scale: 3).text(-5) == "-0.005")
        #expect(NumberMeaning.decimal(scale: 0).text(12) == "12")
        #expect(NumberMeaning.decimal(scale: -2).text(12) == "1200")
        #expect(NumberMeaning.timestamp(perSecond: 1_000).text(-1) == "1969-12-31T23:59:59.999")
        #expect(NumberMeaning.time(perSecond: 1).text(3_661) == "01:01:01")
        #expect(NumberMeaning.days.text(.max).contains("9223372036854775807"))
        #expect(NumberText.shortest(1) == "1" && NumberText.shortest(-0.5) == "-0.5")
    }
}
