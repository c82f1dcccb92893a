import Testing

@testable import Statistics

@Suite struct FairnessReportTests {
    private static let names: [GroupRate: String] = [
        .selection: "selection", .truePositive: "truePositive", .falsePositive: "falsePositive",
        .falseNegative: "falseNegative", .trueNegative: "trueNegative",
    ]

    private func report(
        _ rows: CountedRows, _ names: [String], _ configuration: FairnessConfiguration
    ) throws -> FairnessReport {
        try FairnessReport(
            labels: rows.labels, scores: rows.scores,
            groups: GroupColumn(name: "group", names: names, codes: rows.codes),
            configuration: configuration)
    }

    private func compas(
        _ reference: PerformanceValues.Compas, replicates: Int = 200
    ) throws -> FairnessReport {
        try report(
            CountedRows(reference.counts) { Double($0 + 1) }, reference.races,
            FairnessConfiguration(
                rule: .atLeast, thresholds: [8, 5], baseline: .group("Caucasian"),
                replicates: replicates))
    }

    @Test func `ProPublica's table is reproduced`() throws {
        let report = try compas(try #require(PerformanceValues.load().compas.first))
        let five = report.thresholds[0]
        #expect(five.threshold == 5 && report.rows == 7_214)
        let rate = { (race: String, rate: GroupRate) in
            five.groups.first { $0.name == race }?.comparison(rate)?.estimate?.value ?? .nan
        }
        #expect(isClose(rate("African-American", .falsePositive), 0.4485, within: 5e-5))
        #expect(isClose(rate("African-American", .falseNegative), 0.2799, within: 5e-5))
        #expect(isClose(rate("Caucasian", .falsePositive), 0.2345, within: 5e-5))
        #expect(isClose(rate("Caucasian", .falseNegative), 0.4772, within: 5e-5))
    }

    @Test func `rates and disparities are Fairlearn's`() throws {
        for reference in try PerformanceValues.load().compas {
            let report = try compas(reference)
            for threshold in report.thresholds {
                let expected = try #require(reference.at["\(Int(threshold.threshold))"])
                for (rate, name) in Self.names {
                    let disparity = try #require(
                        threshold.disparities.first { $0.rate == rate })
                    let found = threshold.groups.map { $0.comparison(rate)?.estimate?.value ?? -1 }
                    #expect(
                        zip(found, expected.by_group[name] ?? []).allSatisfy { isClose($0, $1) })
                    #expect(isClose(disparity.difference, expected.difference[name] ?? -1))
                    #expect(isClose(disparity.ratio ?? -1, expected.ratio[name] ?? -2))
                    let toOverall = expected.difference_to_overall[name] ?? -1
                    #expect(isClose(disparity.differenceToOverall, toOverall))
                    let ratio = expected.ratio_to_overall[name] ?? -2
                    #expect(isClose(disparity.ratioToOverall ?? -1, ratio))
                }
                let odds = try #require(threshold.equalizedOdds)
                #expect(isClose(odds.difference, expected.equalized_odds_difference))
                #expect(isClose(odds.ratio ?? -1, expected.equalized_odds_ratio))
                #expect(isClose(odds.meanDifference, expected.mean_odds_difference))
            }
        }
    }

    @Test func `Adult by Fairlearn's quick start`() throws {
        let adult = try PerformanceValues.load().adult
        let report = try report(
            CountedRows(adult.counts) { Double($0) }, adult.sexes,
            FairnessConfiguration(rule: .above, thresholds: [0.5]))
        let only = report.thresholds[0]
        #expect(isClose(only.overall.accuracy?.estimate ?? 0, 0.8443552680070431))
        let accuracies = only.groups.map { $0.comparison(.accuracy)?.estimate?.value ?? 0 }
        #expect(isClose(accuracies[0], 0.9251482213438735))
        #expect(isClose(accuracies[1], 0.8042879019908117))
        #expect(report.baseline == "Male")
    }

    @Test func `rows in another order change nothing`() throws {
        let reference = try #require(PerformanceValues.load().compas.first)
        let rows = CountedRows(reference.counts) { Double($0 + 1) }
        let configuration = FairnessConfiguration(
            rule: .above, thresholds: [2, 5], replicates: 200, multiplicity: .maxT)
        #expect(
            try report(rows, reference.races, configuration)
                == report(rows.shuffled(seed: 9), reference.races, configuration))
    }

    @Test func `differences reach as far as the closed form says, and simultaneous ones further`()
        throws
    {
        let reference = try #require(PerformanceValues.load().compas.first)
        let alone = try compas(reference, replicates: 2_000).thresholds[0]
        var configuration = FairnessConfiguration(
            rule: .atLeast, thresholds: [5], baseline: .group("Caucasian"), replicates: 2_000)
        let index = try #require(reference.races.firstIndex(of: "African-American"))
        let one = try #require(alone.groups[index].comparison(.falsePositive)?.difference)
        let white = try #require(alone.groups.first { $0.name == "Caucasian" }?.confusion)
        let black = alone.groups[index].confusion
        let closed = try NewcombeInterval(
            first: (black.falsePositives, black.negatives),
            second: (white.falsePositives, white.negatives))
        #expect(one.method == .cellBootstrap)
        #expect(isClose(one.value, closed.difference))
        #expect(isClose(one.lower, closed.lower, within: 0.004))
        #expect(isClose(one.upper, closed.upper, within: 0.004))
        for multiplicity in [Multiplicity.maxT, .bonferroni] {
            configuration.multiplicity = multiplicity
            let many = try report(
                CountedRows(reference.counts) { Double($0 + 1) }, reference.races, configuration)
            let other = try #require(
                many.thresholds[0].groups[index].comparison(.falsePositive)?.difference)
            #expect(other.lower < one.lower && other.upper > one.upper)
            #expect(other.upper - other.lower < 2 * (one.upper - one.lower))
        }
    }

    @Test func `tiny groups have closed forms`() throws {
        let reference = try #require(PerformanceValues.load().compas.first)
        let report = try compas(reference)
        let tiny = try #require(
            report.thresholds[0].groups.first { $0.name == "Native American" })
        let rate = try #require(tiny.comparison(.truePositive))
        #expect(rate.estimate?.method == .wilson)
        #expect(rate.difference?.method == .newcombe && rate.ratio?.method == .mover)
        let white = try #require(report.thresholds[0].groups.first { $0.name == "Caucasian" })
        let closed = try NewcombeInterval(
            first: (tiny.confusion.truePositives, tiny.confusion.positives),
            second: (white.confusion.truePositives, white.confusion.positives))
        #expect(rate.difference?.lower == closed.lower && rate.difference?.upper == closed.upper)
    }

    @Test func `against all rows, small and large groups agree`() throws {
        let counts = [[[30, 12], [8, 15]], [[300, 120], [80, 150]]]
        let report = try report(
            CountedRows(counts) { Double($0) }, ["small", "large"],
            FairnessConfiguration(
                rule: .above, thresholds: [0.5], baseline: .overall, replicates: 4_000))
        let selection = try #require(report.thresholds[0].groups[0].comparison(.selection))
        let estimate = try #require(selection.difference)
        #expect(report.baseline == nil && estimate.method == .cellBootstrap)
        let shares = ComparedShares(group: (27, 65), baseline: (297, 715), isNested: true)
        let closed = shares.closedForm(deviate: 1.959963984540054, confidence: 0.95)
        let difference = try #require(closed.difference)
        #expect(isClose(estimate.value, difference.value))
        #expect(isClose(estimate.lower, difference.lower, within: 0.01))
        #expect(isClose(estimate.upper, difference.upper, within: 0.01))
        let (ratio, other) = (try #require(selection.ratio), try #require(closed.ratio))
        #expect(isClose(ratio.value, other.value))
        #expect(isClose(ratio.lower, other.lower, within: 0.02))
        #expect(isClose(ratio.upper, other.upper, within: 0.02))
    }

    @Test func `one-class labels, empty groups and unknown rows leave rates undefined, not wrong`()
        throws
    {
        let column = try GroupColumn(
            name: "g", names: ["a", "b", "none"], codes: [0, 0, 1, 1, GroupColumn.unknown])
        let report = try FairnessReport(
            labels: [1, 1, 1, 1, 1], scores: [0.2, 0.9, 0.4, 0.8, 0.9], groups: column,
            configuration: FairnessConfiguration(rule: .above, thresholds: [0.5]))
        let groups = report.thresholds[0].groups
        #expect(report.unknownRows == 1 && report.groups.map(\.rows) == [2, 2, 0])
        #expect(groups[0].comparison(.falsePositive)?.estimate == nil)
        #expect(groups[0].comparison(.truePositive)?.estimate?.value == 0.5)
        #expect(groups[2].comparison(.selection)?.estimate == nil)
        #expect(groups[2].comparison(.selection)?.difference == nil)
        #expect(report.thresholds[0].overall.confusion.rows == 5)
        #expect(report.thresholds[0].pairs.gap(in: .selection)?.unjudged == ["none"])
    }

    @Test func `what cannot be measured is said in one clear error`() throws {
        let column = try GroupColumn(name: "g", names: ["a", "b"], codes: [0, 1])
        let measure = {
            (labels: [Int32], scores: [Double], change: (inout FairnessConfiguration) -> Void)
            in
            var configuration = FairnessConfiguration(rule: .above)
            change(&configuration)
            return try FairnessReport(
                labels: labels, scores: scores, groups: column, configuration: configuration)
        }
        #expect(throws: SampleError.scoreNotANumber(row: 1)) {
            try measure([0, 1], [0.1, .nan]) { _ in }
        }
        #expect(throws: SampleError.labelOutOfRange(row: 0, label: 2, classes: 2)) {
            try measure([2, 1], [0.1, 0.2]) { _ in }
        }
        #expect(throws: SampleError.noRows) { try measure([], []) { _ in } }
        #expect(throws: SampleError.lengthsDiffer(column: "scores", rows: 1, expected: 2)) {
            try measure([0, 1], [0.1]) { _ in }
        }
        #expect(throws: SampleError.thresholdsUnusable) {
            try measure([0, 1], [0.1, 0.2]) { $0.thresholds = [0.5, 0.5] }
        }
        #expect(throws: SampleError.replicatesTooMany(replicates: 2_000_001, most: 2_000_000)) {
            try measure([0, 1], [0.1, 0.2]) {
                $0.thresholds = [0.5]
                $0.replicates = 2_000_001
            }
        }
        #expect(throws: SampleError.baselineUnknown("c")) {
            try measure([0, 1], [0.1, 0.2]) { $0.baseline = .group("c") }
        }
        #expect(throws: SampleError.groupUnknown(row: 0, code: 4, groups: 2)) {
            try GroupColumn(name: "g", names: ["a", "b"], codes: [4])
        }
    }

    @Test func `scores of any size count, and those on a threshold as the rule says`() throws {
        let column = try GroupColumn(name: "g", names: ["a"], codes: [0, 0, 0, 0])
        for (rule, selected) in [(ThresholdRule.above, 1), (.atLeast, 2)] {
            let report = try FairnessReport(
                labels: [0, 1, 0, 1], scores: [-.infinity, 5, .infinity, -0.0], groups: column,
                configuration: FairnessConfiguration(rule: rule, thresholds: [5]))
            #expect(report.thresholds[0].overall.confusion.selected == selected)
        }
    }
}
