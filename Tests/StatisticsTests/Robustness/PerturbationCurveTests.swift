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
}
