import Testing

@testable import Statistics

@Suite struct LocalSurrogateTests {
    private func perturbed() throws -> FeatureRows {
        try FeatureRows(
            [1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0], rowCount: 5, featureCount: 3)
    }

    /// Worked by hand: with two rows of weights 1 and w the slope is w/(1+w) / (w/(1+w) + 1).
    @Test func `one feature is a ridge of two rows`() throws {
        let rows = try FeatureRows([1, 0], rowCount: 2, featureCount: 1)
        let fit = try LocalSurrogate(perturbed: rows, answers: [3, 1])
        let weight = 0.411112290507187
        let spread = weight / (1 + weight)
        #expect(isClose(fit.coefficients[0], 2 * spread / (spread + 1), within: 1e-9))
        #expect(fit.answer == 3)
        #expect(isClose(fit.localAnswer, fit.intercept + fit.coefficients[0]))
    }

    @Test func `forward selection takes what explains most first`() throws {
        let rows = try perturbed()
        let answers = (0..<5).map { 4 * rows[$0, 2] + rows[$0, 0] }
        let one = try LocalSurrogate(perturbed: rows, answers: answers, featureLimit: 1)
        #expect(one.features == [2])
        let two = try LocalSurrogate(perturbed: rows, answers: answers, featureLimit: 2)
        #expect(two.features == [2, 0])
        let all = try LocalSurrogate(perturbed: rows, answers: answers, selection: .all)
        #expect(Set(all.features) == [0, 1, 2])
        let highest = try LocalSurrogate(
            perturbed: rows, answers: answers, featureLimit: 1, selection: .highestWeights)
        #expect(highest.features == [2])
    }

    @Test func `a constant model has no slopes`() throws {
        let fit = try LocalSurrogate(perturbed: try perturbed(), answers: [2, 2, 2, 2, 2])
        #expect(fit.coefficients.allSatisfy { $0 == 0 })
        #expect(fit.intercept == 2 && fit.score == 1)
    }

    @Test func `settings out of range are refused`() throws {
        let rows = try perturbed()
        #expect(throws: ExplanationError.answersUnlike(answers: 1, rows: 5)) {
            try LocalSurrogate(perturbed: rows, answers: [1])
        }
        #expect(throws: ExplanationError.settingOutOfRange(name: "kernelWidth", value: -1)) {
            try LocalSurrogate(perturbed: rows, answers: [1, 2, 3, 4, 5], kernelWidth: -1)
        }
        #expect(throws: ExplanationError.settingOutOfRange(name: "featureLimit", value: 0)) {
            try LocalSurrogate(perturbed: rows, answers: [1, 2, 3, 4, 5], featureLimit: 0)
        }
    }
}
