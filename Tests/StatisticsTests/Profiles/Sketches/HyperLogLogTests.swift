import Testing

@testable import Statistics

@Suite struct HyperLogLogTests {
    static func sketch(_ range: Range<Int>, lgSlots: Int = 12) -> HyperLogLog {
        var sketch = HyperLogLog(lgSlots: lgSlots)
        for value in range { sketch.add(MurmurHash(Double(value))) }
        return sketch
    }

    @Test func `sketches of DataSketches in every mode are those of the same values`() throws {
        for reference in try DriftValues.load().distinctSketches {
            let read = try HyperLogLog(bytes: Array(reference.bytes))
            let own = Self.sketch(0..<reference.count, lgSlots: reference.lg)
            var same = own
            same.merge(read)
            #expect(same == own, "\(reference.count) in 2^\(reference.lg)")
            let error = (read.estimate / Double(max(reference.count, 1)) - 1).magnitude
            #expect(reference.count == 0 || error < 0.25)
        }
    }

    @Test(arguments: [0, 1, 8, 9, 384, 385, 30_000, 60_001])
    func `what was written is read again`(_ count: Int) throws {
        let sketch = Self.sketch(0..<min(count, 60_000), lgSlots: count > 60_000 ? 4 : 12)
        let read = try HyperLogLog(bytes: sketch.bytes)
        #expect(read.estimate == sketch.estimate && read.bytes == sketch.bytes)
    }

    @Test func `the estimate is off by 1,6 % on average`() {
        for count in [1_000, 5_000, 20_000] {
            var squares = 0.0
            for part in 0..<60 {
                let start = part * 1_000_000
                let estimate = Self.sketch(start..<(start + count)).estimate
                squares += (estimate / Double(count) - 1) * (estimate / Double(count) - 1)
            }
            #expect((squares / 60).squareRoot() < 0.021, "\(count)")
        }
        #expect(Self.sketch(0..<300).estimate == 300)
    }

    @Test func `merging in any order is the sketch of all`() {
        let whole = Self.sketch(0..<9_000)
        let parts = [0..<100, 50..<3_000, 3_000..<3_200, 2_000..<9_000].map { Self.sketch($0) }
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            var merged = HyperLogLog()
            for part in order { merged.merge(parts[part]) }
            #expect(merged == whole)
        }
    }

    @Test func `a sketch with more slots folds to one with fewer`() {
        var few = Self.sketch(0..<5_000, lgSlots: 8)
        few.merge(Self.sketch(4_000..<8_000, lgSlots: 12))
        #expect(few == Self.sketch(0..<8_000, lgSlots: 8))
        var many = Self.sketch(0..<5_000, lgSlots: 12)
        many.merge(Self.sketch(4_000..<8_000, lgSlots: 8))
        #expect(many == Self.sketch(0..<8_000, lgSlots: 8))
    }
}
