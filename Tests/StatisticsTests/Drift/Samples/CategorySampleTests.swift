import Testing

@testable import Statistics

@Suite struct CategorySampleTests {
    @Test func `codes are counted and −1 is missing`() throws {
        let sample = try CategorySample(codes: [0, 2, -1, 2, 0, 2], names: ["a", "b", "c"])
        #expect(sample.counts == [2, 0, 3] && sample.missing == 1 && sample.rows == 5)
    }

    @Test func `weights are summed`() throws {
        let sample = try CategorySample(
            codes: [0, 1, -1, 1], names: ["a", "b"], weights: [0.5, 2, 9, 1])
        #expect(sample.counts == [0.5, 3] && sample.rows == 3 && sample.missing == 1)
        #expect(sample.effectiveRows == 12.25 / 5.25)
    }

    @Test(arguments: [3, -2, Int32.max, Int32.min])
    func `a code without a name is refused with its row`(_ code: Int32) {
        #expect(throws: DriftError.codeUnknown(row: 1, code: Int(code), names: 3)) {
            try CategorySample(codes: [0, code], names: ["a", "b", "c"])
        }
        #expect(throws: DriftError.codeUnknown(row: 1, code: Int(code), names: 3)) {
            try CategorySample(codes: [0, code], names: ["a", "b", "c"], weights: [1, 1])
        }
    }

    @Test(arguments: [-1, .nan, .infinity])
    func `a count below 0 or without a size is refused`(_ count: Double) {
        #expect(throws: DriftError.self) { try CategorySample(counts: [count], names: ["a"]) }
        #expect(throws: DriftError.self) { try CategorySample(counts: [], names: ["a"]) }
    }
}
