import Foundation
import Testing

@testable import Statistics

@Suite struct NumericComparisonTests {
    /// What columns look like: spread, skewed, heavy-tailed, rounded, tied, far from 0, with holes,
    /// with infinities, with a number that stands for none.
    enum Shape: CaseIterable {
        case normal, logarithmic, rounded, pareto, uniform, mostlyZero, cauchy, offset, tiny
        case holes, infinities, sentinel, ages, signedZeros, constant, twoFarApart, huge

        func values(_ count: Int, shift: Double, seed: UInt64) -> [Double] {
            var generator = SeededGenerator(seed: seed)
            return (0..<count).map { value($0, shift, &generator) }
        }

        private func value(
            _ row: Int, _ shift: Double, _ generator: inout SeededGenerator
        ) -> Double {
            let normal = generator.normal()
            let uniform = generator.uniform()
            return switch self {
            case .normal: normal + shift
            case .logarithmic: exp(normal + shift)
            case .rounded: ((normal + shift) * 50).rounded() / 100
            case .pareto: (1 + shift) / (1 - uniform)
            case .uniform: uniform * (1 + shift)
            case .mostlyZero: uniform < 0.9 ? 0 : exp(normal) * (1 + shift)
            case .cauchy: tan(.pi * (uniform - 0.5)) + shift
            case .offset: 1e9 + uniform + shift
            case .tiny: (normal + shift) * Double.leastNormalMagnitude / 8
            case .holes: uniform < 0.3 ? .nan : normal + shift
            case .infinities: uniform < 0.01 ? .infinity : uniform > 0.98 ? -.infinity : normal
            case .sentinel: uniform < 0.02 ? 1e15 : normal * (1 + shift)
            case .ages: 17 + (uniform * (78 + shift)).rounded(.down)
            case .signedZeros: uniform < 0.3 ? -0.0 : uniform < 0.6 ? 0 : normal
            case .constant: 5
            case .twoFarApart: uniform < 0.5 + shift / 10 ? normal : 1e6 + normal
            case .huge: normal * 1e307 + shift
            }
        }
    }

    /// Samples of which one is larger, each with other seeds.
    private func samples(
        _ shape: Shape, _ rows: (Int, Int), _ shift: Double
    ) -> (reference: [Double], current: [Double]) {
        let seed = UInt64(rows.0 &* 31 &+ rows.1) &+ UInt64(shift * 1_000)
        return (
            shape.values(rows.0, shift: 0, seed: seed),
            shape.values(rows.1, shift: shift, seed: seed &+ 1)
        )
    }

    private func expectSame(
        _ buckets: NumericComparison, _ sorted: NumericComparison, _ note: Comment
    ) {
        let (mine, plain) = (buckets.distance, sorted.distance)
        #expect(mine.largest == plain.largest && mine.place == plain.place, note)
        #expect(mine.referenceIsLower == plain.referenceIsLower, note)
        #expect(buckets.reference == sorted.reference && buckets.current == sorted.current, note)
        #expect(buckets.bins == sorted.bins, note)
        #expect(buckets.referenceCounts == sorted.referenceCounts, note)
        #expect(buckets.currentCounts == sorted.currentCounts, note)
        #expect((buckets.referenceDeviation == nil) == (sorted.referenceDeviation == nil), note)
        guard let deviation = sorted.referenceDeviation, deviation.isFinite else { return }
        #expect(isRelativelyClose(mine.area, plain.area, within: 1e-12), note)
        #expect(
            isRelativelyClose(buckets.referenceDeviation ?? 0, deviation, within: 1e-12), note)
        let spread = max(plain.referenceVariance, plain.currentVariance)
        #expect((mine.referenceVariance - plain.referenceVariance).magnitude <= spread * 1e-6, note)
        #expect((mine.currentVariance - plain.currentVariance).magnitude <= spread * 1e-6, note)
    }

    @Test(arguments: Shape.allCases, [0, 0.02, 0.5])
    func `buckets say what sorting says`(_ shape: Shape, _ shift: Double) throws {
        for rows in [(9_000, 8_000), (60_000, 3_000), (40_000, 150_000)] {
            let (reference, current) = samples(shape, rows, shift)
            for bins in [2, 10, 500] {
                let sorted = try NumericComparison(
                    reference: reference, current: current, bins: bins, map: nil)
                let own = try NumericComparison(reference: reference, current: current, bins: bins)
                expectSame(own, sorted, "\(shape), \(rows), \(shift), \(bins) bins")
            }
        }
    }

    /// A map that knows nothing of the rows only has uneven buckets.
    @Test(arguments: Shape.allCases)
    func `a map made for other rows changes nothing`(_ shape: Shape) throws {
        let (reference, current) = samples(shape, (12_000, 9_000), 0.1)
        for other in [Shape.normal, .pareto, .ages, .offset] {
            let like = other.values(20_000, shift: 0, seed: 3)
            let map = try #require(BucketMap(like, like))
            expectSame(
                try NumericComparison(reference: reference, current: current, bins: 10, map: map),
                try NumericComparison(reference: reference, current: current, bins: 10, map: nil),
                "\(shape) in the buckets of \(other)")
        }
    }

    @Test func `a sample and itself are at no distance`() throws {
        let values = Shape.logarithmic.values(50_000, shift: 0, seed: 4)
        let comparison = try NumericComparison(reference: values, current: values.reversed())
        #expect(comparison.distance.largest == 0 && comparison.distance.area == 0)
        #expect(comparison.distance.place == values.min())
        #expect(comparison.referenceCounts == [Double](repeating: 5_000, count: 10))
    }

    @Test func `samples without a value in common are as far apart as their values`() throws {
        let values = Shape.uniform.values(30_000, shift: 0, seed: 5)
        let comparison = try NumericComparison(
            reference: values, current: values.map { $0 + 100 })
        #expect(comparison.distance.largest == 1 && comparison.distance.place == values.max())
        #expect(isRelativelyClose(comparison.distance.area, 100, within: 1e-12))
    }

    @Test func `a side without values is named`() throws {
        let many = Shape.normal.values(40_000, shift: 0, seed: 6)
        let none = many.map { _ in Double.nan }
        for (values, missing) in [([1.0], [Double.nan]), (many, none), (many, [])] {
            #expect(throws: DriftError.noValues(.reference)) {
                try NumericComparison(reference: missing, current: values)
            }
            #expect(throws: DriftError.noValues(.current)) {
                try NumericComparison(reference: values, current: missing)
            }
        }
        let weightless = try SortedSample([1], weights: [0])
        #expect(throws: DriftError.noValues(.current)) {
            try NumericComparison(
                reference: SortedSample([1], weights: [1]), current: weightless)
        }
    }
}
