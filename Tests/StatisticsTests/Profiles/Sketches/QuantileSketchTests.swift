import Testing

@testable import Statistics

@Suite struct QuantileSketchTests {
    static func values(_ count: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in generator.uniform() }
    }

    /// The greatest error of a rank of the given values, which are of 0...1.
    static func worst(_ sketch: QuantileSketch, _ sorted: [Double]) throws -> Double {
        let probes = stride(from: 0.01, to: 1, by: 0.01).map {
            sorted[Int($0 * Double(sorted.count))]
        }
        let shares = try #require(sketch.shares(atOrBelow: probes))
        var worst = 0.0
        for (probe, share) in zip(probes, shares) {
            let rank = sorted.partitioningIndex { $0 > probe }
            worst = max(worst, (share - Double(rank) / Double(sorted.count)).magnitude)
        }
        return worst
    }

    @Test func `few values are kept as they are`() throws {
        var sketch = QuantileSketch()
        sketch.add([3, 1, 2, .nan, .infinity])
        #expect(sketch.count == 4 && sketch.rankError == 0)
        #expect(try #require(sketch.quantiles([0, 0.5, 1])) == [1, 2, .infinity])
        #expect(QuantileSketch().quantiles([0.5]) == nil)
    }

    @Test func `ranks are within the stated error, in one pass and merged from parts`() throws {
        var beyond = 0
        for seed in 0..<8 {
            let values = Self.values(40_000, seed: UInt64(seed))
            let sorted = values.sorted()
            for parts in [1, 4, 64] {
                var merged = QuantileSketch(seed: 1)
                let size = values.count / parts
                for part in 0..<parts {
                    var sketch = QuantileSketch(seed: 1)
                    sketch.add(Array(values[part * size..<(part + 1) * size]))
                    merged.merge(sketch)
                }
                #expect(merged.count == 40_000)
                #expect(merged.minimum == sorted.first && merged.maximum == sorted.last)
                beyond += try Self.worst(merged, sorted) > merged.rankError ? 1 : 0
            }
        }
        #expect(beyond == 0)
    }

    @Test func `ordered, reversed and repeated values are no harder`() throws {
        for kind in 0..<3 {
            var values = (0..<30_000).map { kind == 2 ? Double($0 / 5_000) : Double($0) }
            if kind == 1 { values.reverse() }
            var sketch = QuantileSketch()
            for start in stride(from: 0, to: 30_000, by: 700) {
                sketch.add(Array(values[start..<min(start + 700, 30_000)]))
            }
            #expect(try Self.worst(sketch, values.sorted()) < sketch.rankError)
        }
    }

    @Test func `the weights of what is kept are all values, and levels fit`() {
        var sketch = QuantileSketch(k: 20)
        for part in 0..<50 { sketch.add(Self.values(part * 37, seed: UInt64(part))) }
        #expect(sketch.weighted.reduce(0) { $0 + $1.weight } == sketch.count)
        let room = QuantileSketch.capacities(levels: sketch.levels.count, k: 20).reduce(0, +)
        #expect(sketch.retained <= room)
        #expect(sketch.levels.allSatisfy { $0 == $0.sorted() })
    }

    @Test func `the same values in the same batches give the same sketch`() {
        let values = Self.values(20_000, seed: 3)
        var (one, other, third) = (
            QuantileSketch(seed: 9), QuantileSketch(seed: 9), QuantileSketch(seed: 10)
        )
        one.add(values)
        other.add(values)
        third.add(values)
        #expect(one == other && one.bytes != third.bytes)
    }

    @Test func `a histogram holds every finite value`() throws {
        var sketch = QuantileSketch()
        sketch.add([-.infinity, 0, 1, 2, 2, 10, .infinity])
        let histogram = try #require(sketch.histogram(bars: 5))
        #expect(histogram.edges == [0, 2, 4, 6, 8, 10] && histogram.counts == [2, 2, 0, 0, 1])
        var constant = QuantileSketch()
        constant.add([4, 4])
        #expect(try #require(constant.histogram(bars: 5)).counts == [2])
        #expect(QuantileSketch().histogram(bars: 5) == nil)
    }

    @Test func `sketches of DataSketches are read, and add and merge on`() throws {
        for reference in try DriftValues.load().quantileSketches {
            var sketch = try QuantileSketch(bytes: Array(reference.bytes))
            #expect(sketch.count == reference.count && sketch.k == reference.k)
            guard reference.count > 0 else { continue }
            #expect(sketch.minimum == reference.minimum && sketch.maximum == reference.maximum)
            #expect(sketch.retained == reference.retained)
            let share = try #require(sketch.shares(atOrBelow: [5_000])).first
            #expect(share == reference.median)
            sketch.merge(sketch)
            sketch.add(Self.values(1_000, seed: 1))
            #expect(sketch.count == 2 * reference.count + 1_000)
        }
    }

    @Test(arguments: [0, 1, 2, 100, 10_000])
    func `what was written is read again`(_ count: Int) throws {
        var sketch = QuantileSketch(seed: 4)
        sketch.add(Self.values(count, seed: 5))
        let read = try QuantileSketch(bytes: sketch.bytes, seed: 4)
        #expect(read == sketch && read.bytes == sketch.bytes)
    }
}

extension [Double] {
    /// The first index whose element is so; all after it are.
    fileprivate func partitioningIndex(_ isSo: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isSo(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
