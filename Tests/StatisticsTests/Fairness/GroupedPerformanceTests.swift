import Testing

@testable import Statistics

/// Values of `Scripts/check-grouped.py`: Fairlearn's MetricFrame and scikit-learn's measures.
@Suite struct GroupedPerformanceTests {
    private static let rowCount = 600

    /// Numbers 0..<1 by the congruence that the script has, too; shape `[rows, 4]`.
    private static let draw: [[Double]] = {
        var state: UInt64 = 11
        return (0..<rowCount).map { _ in
            (0..<4).map { _ in
                state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
                return Double(state >> 8) / 0x1p24
            }
        }
    }()

    private let groups: GroupColumn
    private let bootstrap: CellBootstrap

    init() throws {
        groups = try GroupColumn(
            name: "group", names: ["a", "b", "c"],
            codes: Self.draw.map { $0[0] < 0.5 ? 0 : $0[0] < 0.8 ? 1 : 2 })
        bootstrap = try CellBootstrap(seed: 3)
    }

    private var classes: PerformanceSample {
        let labels = Self.draw.map { Int32($0[1] * 3) }
        let decisions = labels.indices.map { row in
            let isWrong = Self.draw[row][2] < (groups.codes[row] == 0 ? 0.2 : 0.35)
            return isWrong ? (labels[row] + 1) % 3 : labels[row]
        }
        return .decided(labels: labels, decisions: decisions, classes: 3)
    }

    private var numbers: PerformanceSample {
        let actual = Self.draw.map { $0[1] * 10 }
        let predicted = actual.indices.map {
            actual[$0] + (Self.draw[$0][2] - 0.5) * (groups.codes[$0] == 2 ? 6 : 3)
        }
        return .regression(actual: actual, predicted: predicted, quantiles: [])
    }

    private var ranking: PerformanceSample {
        let relevance = Self.draw.map { Double(Int($0[1] * 4)) }
        let scores = relevance.indices.map {
            relevance[$0] + (Self.draw[$0][2] - 0.5) * (groups.codes[$0] == 0 ? 2 : 8)
        }
        return .ranking(
            relevance: relevance, scores: scores, queries: relevance.indices.map { Int32($0 / 12) },
            places: [])
    }

    private func compared(
        _ sample: PerformanceSample, _ measure: GroupedMeasure
    ) throws -> GroupedPerformance.Comparison {
        let report = try GroupedPerformance(sample, groups: groups, bootstrap: bootstrap)
        #expect(report.sizes.map(\.rows) == [298, 181, 121])
        #expect(report.baseline == "a")
        return try #require(report.comparisons.first { $0.measure == measure })
    }

    @Test(arguments: [
        (GroupedMeasure.accuracy, [0.8422818791946308, 0.6464088397790055, 0.6611570247933884]),
        (.macroF1, [0.8407765126285202, 0.6425651256252349, 0.66]),
        (.selection(0), [0.3724832214765101, 0.292817679558011, 0.38016528925619836]),
        (.selection(1), [0.3288590604026846, 0.3370165745856354, 0.3305785123966942]),
        (.meanAbsoluteError, [0.7133270010052112, 0.7437453395095319, 1.5373833672074246]),
        (.rootMeanSquaredError, [0.839175837355236, 0.8627774961254491, 1.7554972000186329]),
        (.rSquared, [0.9193989057656478, 0.9151689274082819, 0.6470493602123626]),
        (.meanError, [-0.07190353238342592, 0.030926648424475234, -0.08754130237358661]),
        (.discountedGain, [0.9891935209804845, 0.9093886108659688, 0.9222998971508908]),
    ])
    func `groups have the values of Fairlearn and scikit-learn`(
        measure: GroupedMeasure, values: [Double]
    ) throws {
        let sample =
            switch measure {
            case .accuracy, .macroF1, .selection: classes
            case .discountedGain: ranking
            case .meanAbsoluteError, .rootMeanSquaredError, .rSquared, .meanError: numbers
            }
        let compared = try compared(sample, measure)
        #expect(compared.groups.map(\.name) == ["a", "b", "c"])
        for (group, value) in zip(compared.groups, values) {
            #expect(abs(group.estimate.value - value) < 1e-12)
            #expect(group.estimate.lower < value && value < group.estimate.upper)
        }
        let gap = try #require(compared.gap)
        let spread = (values.max() ?? 0) - (values.min() ?? 0)
        #expect(abs(gap.value - spread) < 1e-12)
        #expect(gap.least <= gap.value && gap.value <= gap.most)
        for difference in compared.differences {
            let place = difference.name == "b" ? 1 : 2
            #expect(abs(difference.estimate.value - (values[place] - values[0])) < 1e-12)
        }
    }

    @Test func `shares have Wilson's intervals, and their differences Newcombe's`() throws {
        let compared = try compared(classes, .accuracy)
        let share = try WilsonInterval(successes: 251, trials: 298)
        #expect(compared.groups[0].estimate == Estimate(share))
        // Two groups share the confidence.
        let newcombe = try NewcombeInterval(
            first: (117, 181), second: (251, 298), confidence: 0.975)
        #expect(abs(compared.differences[0].estimate.lower - newcombe.lower) < 1e-12)
        #expect(abs(compared.differences[0].estimate.upper - newcombe.upper) < 1e-12)
    }

    @Test func `a group that is surely worse has a gap above 0`() throws {
        let error = try #require(try compared(numbers, .meanAbsoluteError).gap)
        #expect(error.higher == "c" && error.lower == "a")
        #expect(error.least > 0.3 && error.most < 1.3)
        let bias = try #require(try compared(numbers, .meanError).gap)
        #expect(bias.least == 0)
    }

    @Test func `a group of few rows leaves no gap but that of the larger ones`() throws {
        var codes = groups.codes
        for row in 0..<5 { codes[row] = 3 }
        let few = try GroupColumn(name: "group", names: ["a", "b", "c", "d"], codes: codes)
        let report = try GroupedPerformance(numbers, groups: few, bootstrap: bootstrap)
        #expect(report.smaller == ["d"])
        let error = try #require(report.comparisons.first)
        #expect(error.unjudged == ["d"] && error.gap == nil && error.gapOfLarger != nil)
        // A share says of few rows how unsure it is.
        let decided = try GroupedPerformance(classes, groups: few, bootstrap: bootstrap)
        #expect(decided.comparisons[0].unjudged.isEmpty && decided.comparisons[0].gap != nil)
        #expect(decided.comparisons[1].unjudged == ["d"])
    }

    @Test func `the same seed gives the same, and a baseline can be chosen`() throws {
        let one = try GroupedPerformance(numbers, groups: groups, bootstrap: bootstrap)
        #expect(one == (try GroupedPerformance(numbers, groups: groups, bootstrap: bootstrap)))
        let other = try GroupedPerformance(
            numbers, groups: groups, baseline: "c", bootstrap: bootstrap)
        #expect(other.comparisons[0].differences.map(\.name) == ["a", "b"])
        #expect(throws: SampleError.baselineUnknown("x")) {
            try GroupedPerformance(numbers, groups: groups, baseline: "x", bootstrap: bootstrap)
        }
    }

    /// 200 draws of groups that are served alike: a 95 % interval of the difference misses 0 in about
    /// 5 % of them, and in more than 10 % by a chance of one in a thousand.
    @Test func `intervals of differences hold as often as they say`() throws {
        var missed = 0
        for seed in 0..<200 {
            var random = SeededRandom(seed: UInt64(seed), stream: "coverage")
            let actual = (0..<160).map { _ in 3 * random.gaussian() }
            let predicted = actual.map { $0 + random.gaussian() }
            let halves = try GroupColumn(
                name: "half", names: ["a", "b"], codes: (0..<160).map { Int32($0 % 2) })
            let report = try GroupedPerformance(
                .regression(actual: actual, predicted: predicted, quantiles: []),
                groups: halves,
                bootstrap: CellBootstrap(replicates: 400, seed: UInt64(seed)))
            let difference = try #require(report.comparisons[1].differences.first?.estimate)
            missed += difference.lower > 0 || difference.upper < 0 ? 1 : 0
        }
        #expect((2...20).contains(missed), "\(missed) of 200")
    }
}
