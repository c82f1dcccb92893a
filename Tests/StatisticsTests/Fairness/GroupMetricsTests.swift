import Testing

@testable import Statistics

@Suite struct GroupMetricsTests {
    @Test func `every rate and gap is Fairlearn's and every interval statsmodels'`() throws {
        for sample in try ReferenceValues.load().samples {
            guard let reference = sample.by_group else { continue }
            let metrics = try GroupMetrics(
                labels: sample.labels.map { $0 == 1 }, scores: sample.scores, threshold: 0.5,
                groups: sample.groups, groupNames: ["a", "b", "c"])
            try expect(metrics, are: reference)
        }
    }

    @Test func `every rate and gap of the example's models is Fairlearn's`() throws {
        let rows = try ExampleRows.load()
        for example in try ReferenceValues.load().example {
            for (attribute, reference) in example.by {
                let groups = rows.groups(attribute)
                let metrics = try GroupMetrics(
                    labels: rows.labels, scores: rows.scores(example.column), threshold: 0.5,
                    groups: groups.codes, groupNames: groups.names)
                try expect(metrics, are: reference)
            }
        }
    }

    private func expect(_ metrics: GroupMetrics, are reference: ReferenceValues.Groups) throws {
        try expect(metrics, .selection, is: reference.selection)
        try expect(metrics, .truePositive, is: reference.truePositive)
        try expect(metrics, .falsePositive, is: reference.falsePositive)
        try expect(metrics, .accuracy, is: reference.accuracy)
        let smallest = try #require(metrics.selectionRatio?.smallest)
        #expect(isClose(smallest.ratio, reference.ratio.smallest))
        #expect(isClose(smallest.interval.lower, reference.ratio.bounds[0], within: 1e-11))
        #expect(isClose(smallest.interval.upper, reference.ratio.bounds[1], within: 1e-11))
    }

    private func expect(
        _ metrics: GroupMetrics, _ rate: GroupRate, is reference: ReferenceValues.Gap
    ) throws {
        for (group, expected) in zip(metrics.groups, reference.by_group) {
            let found = group.rate(rate)?.estimate
            #expect((found == nil) == (expected == nil))
            #expect(isClose(found ?? 0, expected ?? 0))
        }
        for (group, expected) in zip(metrics.groups, reference.bounds) {
            guard let interval = group.rate(rate), let expected else { continue }
            #expect(isClose(interval.lower, expected[0]) && isClose(interval.upper, expected[1]))
        }
        #expect(metrics.groups.map { $0.rate(rate)?.trials ?? 0 } == reference.trials)
        let gap = try #require(metrics.gap(in: rate))
        #expect(gap.pairs == reference.pairs)
        #expect([gap.largest.higher, gap.largest.lower].sorted() == reference.largest.pair)
        #expect(isClose(gap.largest.difference, try #require(reference.largest.difference)))
        #expect([gap.widest.higher, gap.widest.lower].sorted() == reference.widest.pair)
        #expect(isClose(gap.widest.interval.gapUpper, try #require(reference.widest.upper)))
        #expect(isClose(gap.surest.interval.gapLower, reference.surest_lower))
    }

    @Test func `a group without positives has no true positive rate and is named`() throws {
        let metrics = try GroupMetrics(
            labels: [true, false, true, false, false], decisions: [true, true, false, false, true],
            groups: [0, 0, 1, 1, 2], groupNames: ["first", "second", "third", "empty"])
        #expect(metrics.groups[2].truePositiveRate == nil)
        #expect(metrics.groups[3].selectionRate == nil)
        #expect(metrics.groups[3].rows == 0)
        #expect(metrics.truePositiveGap?.unjudged == ["third", "empty"])
        #expect(metrics.selectionGap?.unjudged == ["empty"])
    }

    @Test func `one group alone has no gap`() throws {
        let metrics = try GroupMetrics(
            labels: [true, false], decisions: [true, true], groups: [0, 0], groupNames: ["all"])
        #expect(GroupRate.allCases.allSatisfy { metrics.gap(in: $0) == nil })
        #expect(metrics.selectionRatio == nil)
        #expect(metrics.groups[0].selectionRate?.estimate == 1)
    }

    @Test(arguments: [-1, 2, Int.max, Int.min])
    func `a code without a name is refused with its row`(_ code: Int) {
        #expect(throws: SampleError.groupUnknown(row: 1, code: code, groups: 2)) {
            try GroupMetrics(
                labels: [true, false], decisions: [true, true], groups: [0, code],
                groupNames: ["a", "b"])
        }
    }

    @Test func `no rows, uneven columns and a crowd of groups are refused`() {
        #expect(throws: SampleError.noRows) {
            try GroupMetrics(labels: [], decisions: [], groups: [], groupNames: ["a"])
        }
        #expect(throws: SampleError.lengthsDiffer(column: "groups", rows: 1, expected: 2)) {
            try GroupMetrics(
                labels: [true, true], decisions: [true, true], groups: [0], groupNames: ["a"])
        }
        #expect(throws: SampleError.lengthsDiffer(column: "decisions", rows: 1, expected: 2)) {
            try GroupMetrics(
                labels: [true, true], decisions: [true], groups: [0, 0], groupNames: ["a"])
        }
        let names = (0...GroupMetrics.groupsMost).map(String.init)
        #expect(throws: SampleError.tooManyGroups(groups: 257, most: 256)) {
            try GroupMetrics(labels: [true], decisions: [true], groups: [0], groupNames: names)
        }
    }
}
