import Testing

@testable import Statistics

@Suite struct BucketMapTests {
    private typealias Shape = NumericComparisonTests.Shape

    @Test(arguments: NumericComparisonTests.Shape.allCases)
    func `buckets keep the order of values`(_ shape: NumericComparisonTests.Shape) throws {
        let values = shape.values(30_000, shift: 0, seed: 1)
        guard let map = BucketMap(values, []) else { return }
        let (buckets, sums) = map.sums(of: values)
        let pairs = zip(values, buckets).filter { !$0.0.isNaN }.sorted { $0.0 < $1.0 }
        let areInOrder = zip(pairs, pairs.dropFirst()).allSatisfy { one, next in
            one.0 == next.0 ? one.1 == next.1 : one.1 <= next.1
        }
        #expect(areInOrder)
        #expect(sums.count == map.count && map.edges.count == map.count + 1)
        #expect(sums.reduce(0) { $0 + $1.rows } == pairs.count)
        #expect(zip(map.edges, map.edges.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `skewed values are spread over many buckets`() throws {
        for shape in [Shape.normal, .logarithmic, .pareto, .uniform] {
            let values = shape.values(200_000, shift: 0, seed: 2)
            let map = try #require(BucketMap(values, values))
            let fullest = map.sums(of: values).sums.map(\.rows).max() ?? 0
            #expect(fullest < values.count / 100, "\(shape)")
        }
    }

    @Test func `sums are those of the values above the bucket's edge`() throws {
        let values = Shape.normal.values(20_000, shift: 0, seed: 3)
        let map = try #require(BucketMap(values, []))
        let (buckets, sums) = map.sums(of: values)
        let bucket = Int(buckets[77])
        let above = values.indices.filter { Int(buckets[$0]) == bucket }
            .map { values[$0] - map.edges[bucket] }
        #expect(sums[bucket].rows == above.count)
        #expect(isClose(sums[bucket].sum, above.reduce(0, +)))
        #expect(isClose(sums[bucket].squares, above.reduce(0) { $0 + $1 * $1 }))
    }

    @Test func `few rows, equal values and values too far apart have no map`() {
        let normal = Shape.normal.values(20_000, shift: 0, seed: 4)
        #expect(BucketMap(Array(normal.prefix(500)), Array(normal.prefix(500))) == nil)
        #expect(BucketMap(normal.map { _ in 5 }, []) == nil)
        #expect(BucketMap(normal.map { _ in .nan }, []) == nil)
        #expect(BucketMap(normal.map { $0 > 0 ? 1.7e308 : -1.7e308 }, []) == nil)
        #expect(BucketMap(normal.map { $0 > 1.7 ? 1e18 : $0 }, []) == nil)
    }
}
