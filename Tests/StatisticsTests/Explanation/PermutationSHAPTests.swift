import Testing

@testable import Statistics

@Suite struct PermutationSHAPTests {
    @Test func `interactions of two features are exact from one order`() throws {
        let background = try FeatureRows(
            [1, 0, 2, 3, -1, 4, 0, 2], rowCount: 2, featureCount: 4)
        let rows = try FeatureRows([2, 5, 1, -3], rowCount: 1, featureCount: 4)
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in
                let product = matrix[4 * row] * matrix[4 * row + 1]
                return product - 3 * matrix[4 * row + 3]
            }
        }
        let permutation = try PermutationSHAP(background: background, orderCount: 1, seed: 1)
        let result = try permutation.contributions(of: rows, model: model)
        let exact = try KernelSHAP(background: background, seed: 1)
            .contributions(of: rows, model: model)
        #expect(largestDifference(result.contributions.values, exact.values) < 1e-10)
        #expect(result.standardErrors == nil)
    }

    @Test func `many orders come near the exact values, as sure as they say`() throws {
        var random = RandomTrees(seed: 31, featureCount: 7)
        let ensemble = try random.ensemble(trees: 6, depth: 6)
        let rows = try random.rows(5)
        let background = try random.rows(6)
        let permutation = try PermutationSHAP(background: background, orderCount: 150, seed: 7)
        let result = try permutation.contributions(of: rows, model: ensemble.model())
        let exact = try TreeSHAP(ensemble, absent: .takenFrom(background)).contributions(of: rows)
        let errors = try #require(result.standardErrors)
        for cell in exact.values.indices {
            let distance = (result.contributions.values[cell] - exact.values[cell]).magnitude
            #expect(distance <= 4.5 * errors[cell] + 1e-10)
        }
        for row in 0..<5 {
            let margin = ensemble.margins(of: Array(rows[row]), rowCount: 1)[0]
            #expect(isClose(result.contributions.answer(row: row), margin, within: 1e-10))
        }
    }

    @Test func `no background and no order are refused`() throws {
        let rows = try FeatureRows([1], rowCount: 1, featureCount: 1)
        #expect(throws: ExplanationError.settingOutOfRange(name: "orderCount", value: 0)) {
            try PermutationSHAP(background: rows, orderCount: 0, seed: 1)
        }
        let none = try FeatureRows([], rowCount: 0, featureCount: 1)
        #expect(throws: ExplanationError.backgroundEmpty) {
            try PermutationSHAP(background: none, seed: 1)
        }
    }
}
