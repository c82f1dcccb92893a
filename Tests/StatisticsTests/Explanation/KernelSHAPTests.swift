import Testing

@testable import Statistics

@Suite struct KernelSHAPTests {
    @Test func `with all coalitions the values are the exact ones`() throws {
        var random = RandomTrees(seed: 21, featureCount: 8)
        let ensemble = try random.ensemble(trees: 5, depth: 4)
        let rows = try random.rows(6)
        let background = try random.rows(7)
        let kernel = try KernelSHAP(background: background, seed: 1)
        let exact = try TreeSHAP(ensemble, absent: .takenFrom(background)).contributions(of: rows)
        let asked = try kernel.contributions(of: rows, model: ensemble.model())
        #expect(largestDifference(asked.values, exact.values) < 1e-8)
        #expect(largestDifference(asked.bases, exact.bases) < 1e-10)
    }

    @Test func `trees are told without asking what asking tells`() throws {
        var random = RandomTrees(seed: 22, featureCount: 14)
        let ensemble = try random.ensemble(trees: 8, depth: 5, outputs: 2)
        let rows = try random.rows(5, missing: 0.5)
        let background = try random.rows(3, missing: 0.5)
        let kernel = try KernelSHAP(background: background, budget: 300, seed: 2)
        for output in 0..<2 {
            let asked = try kernel.contributions(of: rows, model: ensemble.model(output: output))
            let told = try kernel.contributions(of: rows, ensemble: ensemble, output: output)
            #expect(largestDifference(asked.values, told.values) < 1e-9)
            #expect(largestDifference(asked.bases, told.bases) < 1e-10)
        }
    }

    @Test func `trees with long paths are asked as any model`() throws {
        var random = RandomTrees(seed: 23, featureCount: 10)
        let ensemble = try random.comb(steps: 13)
        let rows = try random.rows(2)
        let background = try random.rows(3)
        let kernel = try KernelSHAP(background: background, seed: 2)
        let told = try kernel.contributions(of: rows, ensemble: ensemble)
        let exact = try TreeSHAP(ensemble, absent: .takenFrom(background)).contributions(of: rows)
        #expect(largestDifference(told.values, exact.values) < 1e-8)
    }

    @Test func `few coalitions still add up, and what is alike contributes nothing`() throws {
        let background = try FeatureRows(
            (0..<60).map { $0 % 20 == 4 ? 7 : Double($0 % 9) }, rowCount: 3, featureCount: 20)
        let rows = try FeatureRows(
            (0..<20).map { $0 == 4 ? 7 : Double($0) - 5 }, rowCount: 1, featureCount: 20)
        let model: BatchModel = { matrix, count in
            (0..<count).map { row in
                let own = matrix[row * 20..<(row + 1) * 20].map { $0 }
                return own[0] * own[1] - own[4] * 3 + own.reduce(0, +)
            }
        }
        let kernel = try KernelSHAP(background: background, budget: 120, seed: 3)
        let result = try kernel.contributions(of: rows, model: model)
        #expect(isClose(result.answer(row: 0), try model(rows.values, 1)[0], within: 1e-10))
        #expect(result.values[4] == 0)
        #expect(try kernel.contributions(of: rows, model: model) == result)
        let other = try KernelSHAP(background: background, budget: 120, seed: 4)
        #expect(try other.contributions(of: rows, model: model) != result)
    }

    @Test func `one player gets all, and no player nothing`() throws {
        let background = try FeatureRows([1, 2, 1, 4], rowCount: 2, featureCount: 2)
        let rows = try FeatureRows([1, 9, 1, 2], rowCount: 2, featureCount: 2)
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in matrix[2 * row + 1] }
        }
        let result = try KernelSHAP(background: background, seed: 1)
            .contributions(of: rows, model: model)
        #expect(result.bases == [3] && result.values == [0, 6, 0, -1])
        let same = try FeatureRows([1, 2], rowCount: 1, featureCount: 2)
        let nothing = try KernelSHAP(background: same, seed: 1)
            .contributions(of: same, model: model)
        #expect(nothing.values == [0, 0])
    }

    @Test func `a model that answers badly is named`() throws {
        let rows = try FeatureRows([1, 2], rowCount: 2, featureCount: 1)
        let kernel = try KernelSHAP(background: rows, seed: 1)
        #expect(throws: ExplanationError.answersUnlike(answers: 1, rows: 2)) {
            try kernel.contributions(of: rows) { _, _ in [1] }
        }
        #expect(throws: ExplanationError.answerNotFinite(row: 1)) {
            try kernel.contributions(of: rows) { matrix, _ in [matrix[0], .nan] }
        }
        let none = try FeatureRows([], rowCount: 0, featureCount: 1)
        #expect(throws: ExplanationError.backgroundEmpty) {
            try KernelSHAP(background: none, seed: 1)
        }
        #expect(throws: ExplanationError.settingOutOfRange(name: "budget", value: 1)) {
            try KernelSHAP(background: rows, budget: 1, seed: 1)
        }
    }
}
