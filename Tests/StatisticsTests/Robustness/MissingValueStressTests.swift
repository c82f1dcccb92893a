import Testing

@testable import Statistics

@Suite struct MissingValueStressTests {
    @Test func `a feature that is leant on is missed, and one that is not can go`() throws {
        let rows = try FeatureRows(
            (0..<200).map { Double($0 % 7) }, rowCount: 100, featureCount: 2)
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row].isNaN ? 0 : matrix[2 * row] }
        }
        let truth = try model(rows.values, 100)
        let losses: RowLosses = { zip($0, truth).map { ($0 - $1).magnitude } }
        let stress = try MissingValueStress(rows, losses: losses, seed: 1, model: model)
        let mean = truth.reduce(0, +) / 100
        guard case .answered(let first) = stress.outcomes[0],
            case .answered(let second) = stress.outcomes[1]
        else {
            Issue.record("the model did answer")
            return
        }
        #expect(isClose(first.loss, mean) && isClose(first.answerChange, mean))
        #expect(first.increase.lower > 0)
        #expect(second.loss == 0 && second.increase.value == 0)
        let half = try MissingValueStress(
            rows, share: 0.5, losses: losses, seed: 1, model: model)
        guard case .answered(let some) = half.outcomes[0] else { return }
        #expect(some.loss > 0.25 * mean && some.loss < 0.75 * mean)
    }

    @Test func `a model that cannot do without a value is found out`() throws {
        let rows = try FeatureRows([1, 2, 3, 4], rowCount: 2, featureCount: 2)
        let stress = try MissingValueStress(rows, losses: { $0 }, seed: 1) { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row] }
        }
        #expect(stress.outcomes[0] == .unanswered(rows: 2))
        #expect(throws: ExplanationError.settingOutOfRange(name: "share", value: 0)) {
            try MissingValueStress(rows, share: 0, losses: { $0 }, seed: 1) { matrix, count in
                [Double](repeating: 0, count: count)
            }
        }
    }
}
