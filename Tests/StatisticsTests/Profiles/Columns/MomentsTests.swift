import Testing

@testable import Statistics

@Suite struct MomentsTests {
    @Test func `parts merge to the whole, far from 0 too`() throws {
        let values = (0..<1_000).map { 1e9 + Double($0 * 37 % 101) / 7 }
        let keys = { (part: ArraySlice<Double>) in RadixSort.keys(of: Array(part))[...] }
        var whole = Moments()
        whole.add(sorted: keys(values[...]))
        var parts = Moments()
        for start in stride(from: 0, to: 1_000, by: 130) {
            var part = Moments()
            part.add(sorted: keys(values[start..<min(start + 130, 1_000)]))
            parts.merge(part)
        }
        #expect(parts.count == 1_000 && isClose(parts.mean, whole.mean, within: 1e-15))
        let variances = (try #require(parts.variance), try #require(whole.variance))
        #expect(isClose(variances.0, variances.1, within: 1e-7))
        #expect(Moments().variance == nil && Moments().sampleVariance == nil)
    }

    @Test func `both variances are those worked by hand`() {
        var moments = Moments()
        moments.add(sorted: RadixSort.keys(of: [1, 2, 3, 6])[...])
        #expect(moments.variance == 3.5 && moments.sampleVariance == 14.0 / 3)
    }
}
