import Testing

@testable import Statistics

@Suite struct MulticlassComparisonTests {
    @Test func `differences are those of both by themselves, and pairs cancel out`() throws {
        let samples = try PerformanceValues.load().multiclass
        let sample = try #require(samples.first)
        let bootstrap = try CellBootstrap()
        // The second is the first with its classes' scores turned round for every fifth row.
        var other = sample.scores
        for row in stride(from: 0, to: sample.labels.count, by: 5) {
            let cells = (row * sample.classes)..<((row + 1) * sample.classes)
            other.replaceSubrange(cells, with: other[cells].reversed())
        }
        let (one, two) = (
            try MulticlassPerformance(
                labels: sample.labels, scores: sample.scores, classes: sample.classes,
                bootstrap: bootstrap),
            try MulticlassPerformance(
                labels: sample.labels, scores: other, classes: sample.classes,
                bootstrap: bootstrap)
        )
        let found = try MulticlassComparison(
            labels: sample.labels, first: .init(scores: sample.scores, classes: sample.classes),
            second: .init(scores: other, classes: sample.classes), classes: sample.classes,
            bootstrap: bootstrap)
        for measure in MulticlassMeasure.allCases {
            let expected = (one.measures[measure]?.value ?? 0) - (two.measures[measure]?.value ?? 0)
            #expect(isClose(found.differences[measure]?.value ?? 9, expected), "\(measure)")
        }
        #expect(isClose(found.logLoss?.value ?? 9, one.logLoss.value - two.logLoss.value))
        #expect(isClose(found.brierScore?.value ?? 9, one.brierScore.value - two.brierScore.value))
        let difference = try #require(found.differences[.accuracy])
        let alone = try #require(one.measures[.accuracy])
        #expect(difference.upper - difference.lower < 2 * (alone.upper - alone.lower))
    }

    @Test func `the same answers do not differ, and decisions have no losses`() throws {
        let labels: [Int32] = [0, 1, 2, 0, 1, 2]
        let answers = MulticlassComparison.Answers(decisions: [0, 1, 1, 0, 2, 2])
        let found = try MulticlassComparison(
            labels: labels, first: answers, second: answers, classes: 3,
            bootstrap: CellBootstrap())
        #expect(found.differences.values.allSatisfy { $0.value == 0 && $0.lower == 0 })
        #expect(found.mcNemar == McNemarTest(onlyFirst: 0, onlySecond: 0))
        #expect(found.logLoss == nil && found.brierScore == nil)
        let better = try MulticlassComparison(
            labels: labels, first: .init(decisions: labels), second: answers, classes: 3,
            bootstrap: CellBootstrap())
        #expect(better.mcNemar == McNemarTest(onlyFirst: 2, onlySecond: 0))
        #expect(throws: SampleError.labelOutOfRange(row: 0, label: 3, classes: 3)) {
            try MulticlassComparison(
                labels: [0], first: .init(decisions: [3]), second: .init(decisions: [0]),
                classes: 3, bootstrap: CellBootstrap())
        }
    }
}
