/// Chosen segments measured on rows that had no part in choosing them.
struct SegmentTest {
    private let segments: [SegmentConditions]
    private let levels: [SegmentLevels]
    private let sums: [LossSums]
    private let all: LossSums
    private let rowsInAll: [Int]

    init(
        _ segments: [SegmentConditions], levels: [SegmentLevels], losses: [Double], rows: [Int]
    ) {
        self.segments = segments
        self.levels = levels
        var all = LossSums()
        for row in rows { all.add(losses[row]) }
        self.all = all
        let isIn = { (segment: SegmentConditions, row: Int) in
            segment.allSatisfy { Int(levels[$0.column].codes[row]) == $0.level }
        }
        sums = segments.map { segment in
            var sums = LossSums()
            for row in rows where isIn(segment, row) { sums.add(losses[row]) }
            return sums
        }
        rowsInAll = segments.map { segment in losses.indices.count { isIn(segment, $0) } }
    }

    /// Those whose adjusted p-value keeps the rate.
    func found(settings: SegmentSearch.Settings) throws(SampleError) -> [SegmentSearch.Segment] {
        let least = Double(settings.rowsLeast)
        let tests = sums.map { WelchTest($0, over: all - $0) }
        let pValues = zip(sums, tests).map { sums, test in
            min(sums.rows, all.rows - sums.rows) >= least ? test.pValue : 1
        }
        guard let adjusted = try? FalseDiscoveryRate(pValues).adjusted else {
            preconditionFailure("p-values lie between 0 and 1")
        }
        let kept = segments.indices.filter { adjusted[$0] <= settings.falseDiscoveryRate }
        guard !kept.isEmpty else { return [] }
        let share = Double(kept.count) / Double(segments.count)
        let confidence = 1 - settings.falseDiscoveryRate * share
        var found: [SegmentSearch.Segment] = []
        for index in kept {
            found.append(
                SegmentSearch.Segment(
                    conditions: segments[index].map { levels[$0.column].conditions[$0.level] },
                    rows: rowsInAll[index],
                    loss: try mean(sums[index], confidence),
                    excess: try excess(
                        WelchTest(sums[index], over: all - sums[index]), confidence),
                    adjustedPValue: adjusted[index]))
        }
        return found.sorted { ($1.excess.lower, $0.rows) < ($0.excess.lower, $1.rows) }
    }

    private func mean(_ sums: LossSums, _ confidence: Double) throws(SampleError) -> Estimate {
        let law = StudentDistribution(degreesOfFreedom: sums.rows - 1)
        return Estimate(
            value: sums.mean, error: sums.variance.squareRoot(),
            deviate: try -law.quantile((1 - confidence) / 2), confidence: confidence,
            rows: Int(sums.rows))
    }

    private func excess(_ test: WelchTest, _ confidence: Double) throws(SampleError) -> Estimate {
        let law = StudentDistribution(degreesOfFreedom: test.degreesOfFreedom)
        return Estimate(
            value: test.difference, error: test.error,
            deviate: try -law.quantile((1 - confidence) / 2), confidence: confidence,
            rows: Int(all.rows))
    }
}
