import Testing

@testable import Statistics

@Suite struct PerturbationCurveTests {
    private let rowCount = 600

    private func rows() throws -> FeatureRows {
        var random = SeededRandom(seed: 71)
        let values = (0..<rowCount).flatMap { row in [3 * random.gaussian(), Double(row % 4)] }
        return try FeatureRows(values, rowCount: rowCount, featureCount: 2)
    }

    /// The squared error of noise `e·3·z` in the answer is `9e²`.
    @Test func `losses grow with the noise as they must`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row] }
        }
        let truth = try model(rows.values, rowCount)
        let curve = try PerturbationCurve(
            rows, categories: [1], levels: [0, 0.1, 0.5],
            losses: { zip($0, truth).map { ($0 - $1) * ($0 - $1) } }, seed: 1, model: model)
        #expect(curve.loss == 0)
        #expect(curve.points[0].increase.value == 0 && curve.points[0].answerChange == 0)
        let column = rows.column(0)
        let mean = column.reduce(0, +) / Double(rowCount)
        let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rowCount)
        for (point, level) in zip(curve.points.dropFirst(), [0.1, 0.5]) {
            let expected = level * level * variance
            #expect(point.increase.lower < expected && point.increase.upper > expected)
            #expect(isClose(point.loss, point.increase.value))
        }
    }

    @Test func `a category becomes another row's as often as the level says`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row + 1] }
        }
        let truth = try model(rows.values, rowCount)
        let curve = try PerturbationCurve(
            rows, categories: [1], columns: [1], levels: [0.4],
            losses: { zip($0, truth).map { $0 == $1 ? 0 : 1 } }, seed: 1, model: model)
        // A quarter of the swaps gives the same name back.
        #expect(abs(curve.points[0].loss - 0.3) < 0.05)
    }

    @Test func `levels below 0 are refused`() throws {
        #expect(throws: ExplanationError.settingOutOfRange(name: "levels", value: -1)) {
            try PerturbationCurve(
                try rows(), levels: [-1], losses: { $0 }, seed: 1,
                model: { _, count in [Double](repeating: 0, count: count) })
        }
    }

    /// Two classes of which the first's probability is 0.9 or 0.1, as a category says.
    @Test func `of several classes distance and decisions are told`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).flatMap { row -> [Double] in
                let share = matrix[2 * row + 1] < 2 ? 0.9 : 0.1
                return [share, 1 - share]
            }
        }
        let truth = try model(rows.values, rowCount)
        let curve = try PerturbationCurve(
            rows, categories: [1], columns: [1], levels: [0, 0.4],
            losses: { answers in
                (0..<answers.count / 2).map { row in
                    (0..<2).reduce(0) { sum, place in
                        let gap = answers[2 * row + place] - truth[2 * row + place]
                        return sum + gap * gap
                    }
                }
            }, width: 2, seed: 1, model: model)
        let none = try #require(curve.points.first)
        let some = try #require(curve.points.last)
        #expect(none.answerChange == 0 && none.decisionChange == 0)
        // Half of the swaps give a category of the other class.
        let share = try #require(some.decisionChange)
        #expect(abs(share - 0.2) < 0.05)
        #expect(isClose(some.answerChange, 0.8 * share))
        #expect(isClose(some.loss, 2 * 0.64 * share))
    }
}
