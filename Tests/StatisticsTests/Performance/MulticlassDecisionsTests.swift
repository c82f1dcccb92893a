import Testing

@testable import Statistics

@Suite struct MulticlassDecisionsTests {
    private let labels: [Int32] = [0, 0, 0, 1, 1, 2]
    private let decisions: [Int32] = [0, 0, 1, 1, 1, 1]

    @Test func `each class has its rows, its decisions and their shares, worked by hand`() throws {
        let found = try MulticlassDecisions(
            labels: labels, decisions: decisions, classes: 4, bootstrap: CellBootstrap())
        #expect(found.rows == 6)
        #expect(found.classes.map(\.rows) == [3, 2, 1, 0])
        #expect(found.classes.map(\.decided) == [2, 4, 0, 0])
        #expect(found.classes.map { $0.precision?.estimate } == [1, 0.5, nil, nil])
        #expect(found.classes.map { $0.recall?.estimate } == [2.0 / 3, 1, 0, nil])
        #expect(found.measures[.accuracy]?.value == 4.0 / 6)
    }

    @Test func `decisions from scores measure as the scores do`() throws {
        for sample in try PerformanceValues.load().multiclass {
            let scored = try MulticlassPerformance(
                labels: sample.labels, scores: sample.scores, classes: sample.classes,
                bootstrap: CellBootstrap(replicates: 200))
            let table = ScoreTable(scores: sample.scores, classes: sample.classes)
            let decided = try MulticlassDecisions(
                labels: sample.labels, decisions: table.decisions, classes: sample.classes,
                bootstrap: CellBootstrap(replicates: 200))
            #expect(scored.decisions == decided)
        }
    }

    @Test func `a decision beyond the classes is refused`() throws {
        #expect(throws: SampleError.labelOutOfRange(row: 0, label: 2, classes: 2)) {
            try MulticlassDecisions(
                labels: [0], decisions: [2], classes: 2, bootstrap: CellBootstrap())
        }
    }
}
