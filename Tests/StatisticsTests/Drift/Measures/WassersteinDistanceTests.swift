import Testing

@testable import Statistics

@Suite struct WassersteinDistanceTests {
    @Test func `the distance is SciPy's, normed by the reference's deviation`() throws {
        let values = try DriftValues.load()
        for reference in values.samples + values.large {
            let (first, second) = reference.values
            let distance = try #require(
                try WassersteinDistance(NumericComparison(reference: first, current: second)))
            #expect(isRelativelyClose(distance.distance, reference.wasserstein, within: 1e-12))
            let normed = distance.normed ?? 0
            #expect(
                isClose(
                    normed * reference.deviation, distance.normed == nil ? 0 : distance.distance))
        }
    }

    @Test func `weights are SciPy's`() throws {
        for reference in try DriftValues.load().weighted {
            let distance = try #require(
                try WassersteinDistance(
                    NumericComparison(
                        reference: SortedSample(
                            reference.reference, weights: reference.referenceWeights),
                        current: SortedSample(
                            reference.current, weights: reference.currentWeights))))
            #expect(isClose(distance.distance, reference.wasserstein))
        }
    }

    @Test func `an infinite value has no distance, a constant reference no normed one`() throws {
        let infinite = try WassersteinDistance(
            NumericComparison(reference: [1, 2], current: [1, .infinity]))
        #expect(infinite == nil)
        let constant = try #require(
            try WassersteinDistance(NumericComparison(reference: [3, 3], current: [5])))
        #expect(constant.distance == 2 && constant.normed == nil)
    }
}
