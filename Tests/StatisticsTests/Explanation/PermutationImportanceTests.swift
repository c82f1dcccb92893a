import Testing

@testable import Statistics

@Suite struct PermutationImportanceTests {
    private let rowCount = 400

    private func rows() throws -> FeatureRows {
        var random = SeededRandom(seed: 61)
        let values = (0..<3 * rowCount).map { _ in random.gaussian() }
        return try FeatureRows(values, rowCount: rowCount, featureCount: 3)
    }

    /// Shuffling `2x` of two independent rows doubles its variance: the squared error grows by 8.
    @Test func `a feature's loss is twice the variance that it carries`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[3 * row] * 2 + matrix[3 * row + 1] }
        }
        let truth = try model(rows.values, rowCount)
        let importance = try PermutationImportance(
            rows,
            losses: { answers in zip(answers, truth).map { ($0 - $1) * ($0 - $1) } },
            seed: 1, model: model)
        #expect(importance.loss == 0)
        #expect(importance.ranked.map(\.features) == [[0], [1], [2]])
        #expect(importance.ranked[0].increase.lower < 8 && importance.ranked[0].increase.upper > 8)
        #expect(importance.ranked[1].increase.lower < 2 && importance.ranked[1].increase.upper > 2)
        #expect(importance.ranked[2].increase.value == 0)
    }

    @Test func `features of a group are shuffled together`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[3 * row] - matrix[3 * row + 1] }
        }
        let importance = try PermutationImportance(
            rows, groups: [[0, 1, 2]], losses: { $0 }, seed: 1, model: model)
        #expect(importance.ranked[0].increase.value.magnitude < 1e-12)
    }

    @Test func `losses and settings out of range are refused`() throws {
        let rows = try rows()
        let zero: BatchModel = { _, count in [Double](repeating: 0, count: count) }
        #expect(throws: ExplanationError.answersUnlike(answers: 1, rows: 400)) {
            try PermutationImportance(rows, losses: { _ in [1] }, seed: 1, model: zero)
        }
        #expect(throws: ExplanationError.columnUnknown(column: 3, features: 3)) {
            try PermutationImportance(rows, groups: [[3]], losses: { $0 }, seed: 1, model: zero)
        }
        #expect(throws: ExplanationError.settingOutOfRange(name: "repeatCount", value: 0)) {
            try PermutationImportance(
                rows, losses: { $0 }, repeatCount: 0, seed: 1, model: zero)
        }
    }

    /// Of a column that the answers do not depend on, and one that they are.
    @Test func `several answers a row have one loss`() throws {
        let rows = try rows()
        let model: BatchModel = { matrix, count in
            (0..<count).flatMap { row -> [Double] in
                matrix[3 * row] > 0 ? [1, 0, 0] : [0, 1, 0]
            }
        }
        let truth = try model(rows.values, rowCount)
        let importance = try PermutationImportance(
            rows,
            losses: { answers in
                (0..<answers.count / 3).map { row in
                    (0..<3).reduce(0) { sum, place in
                        let gap = answers[3 * row + place] - truth[3 * row + place]
                        return sum + gap * gap
                    }
                }
            }, width: 3, seed: 1, model: model)
        // Half of the rows get a value of the other sign, each at a Brier score of 2.
        let first = try #require(importance.ranked.first)
        #expect(first.features == [0] && abs(first.increase.value - 1) < 0.1)
        #expect(importance.ranked.dropFirst().allSatisfy { $0.increase.value == 0 })
        #expect(throws: ExplanationError.answersUnlike(answers: 1_200, rows: 400)) {
            try PermutationImportance(rows, losses: { $0 }, seed: 1, model: model)
        }
    }
}
