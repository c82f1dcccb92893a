/// Shapley values of any model, estimated by letting features in one by one in random orders.
///
/// Each order is gone through forwards and backwards (antithetic), so that models with interactions
/// of two features at most are explained exactly by one. Contributions always add up to the row's
/// answer minus the base. Absent features are taken from each background row in turn. All rows share
/// the orders' seed.
///
/// Source: R. Mitchell, J. Cooper, E. Frank, G. Holmes, *Sampling permutations for Shapley value
/// estimation*, JMLR 23 (2022); the scheme is that of the package `shap`'s `PermutationExplainer`.
package struct PermutationSHAP: Sendable {
    /// Contributions and how sure they are.
    package struct Estimate: Sendable, Equatable {
        package let contributions: Contributions
        /// Of the mean over orders, `nil` with a single one; shape `[rows, features]`.
        package let standardErrors: [Double]?
    }

    private let background: FeatureRows
    private let orderCount: Int
    private let seed: UInt64

    /// - Parameters:
    ///   - background: What absent features are taken from; at least one row.
    ///   - orderCount: How many random orders, at least 1.
    ///   - seed: Which orders.
    /// - Throws: ``ExplanationError/backgroundEmpty``, or `.settingOutOfRange`.
    package init(
        background: FeatureRows, orderCount: Int = 10, seed: UInt64
    ) throws(ExplanationError) {
        guard background.rowCount > 0 else { throw .backgroundEmpty }
        guard orderCount > 0 else {
            throw .settingOutOfRange(name: "orderCount", value: Double(orderCount))
        }
        self.background = background
        self.orderCount = orderCount
        self.seed = seed
    }

    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(rows · orders · features · background) answers of the model.
    package func contributions(of rows: FeatureRows, model: BatchModel) throws -> Estimate {
        try rows.check(featureCount: background.featureCount)
        let answers = try ModelAnswers.ask(model, rows.values, rowCount: rows.rowCount)
        let backgroundAnswers = try ModelAnswers.ask(
            model, background.values, rowCount: background.rowCount)
        let empty = backgroundAnswers.reduce(0, +) / Double(background.rowCount)
        var means = [Double](repeating: 0, count: rows.values.count)
        var errors = means
        for row in 0..<rows.rowCount {
            let mixed = CoalitionValues(row: rows[row], background: background)
            let ends = (empty: empty, full: answers[row])
            let own = try orders(mixed, ends: ends, model: model)
            for (place, feature) in mixed.players.enumerated() {
                let cell = row * rows.featureCount + feature
                let draws = own.map { $0[place] }
                let mean = draws.reduce(0, +) / Double(orderCount)
                let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                means[cell] = mean
                errors[cell] = (squares / Double(max(orderCount - 1, 1) * orderCount)).squareRoot()
            }
        }
        let contributions = Contributions(
            rowCount: rows.rowCount, outputCount: 1, featureCount: rows.featureCount,
            bases: [empty], values: means)
        return Estimate(
            contributions: contributions, standardErrors: orderCount > 1 ? errors : nil)
    }

    /// Each order's contributions, forwards and backwards taken together; `[orders][players]`.
    private func orders(
        _ mixed: CoalitionValues, ends: (empty: Double, full: Double), model: BatchModel
    ) throws -> [[Double]] {
        let count = mixed.players.count
        guard count > 0 else { return [[Double]](repeating: [], count: orderCount) }
        var numbers = SeededRandom(seed: seed)
        return try (0..<orderCount).map { _ in
            let order = numbers.permutation(count)
            var ranks = [Int](repeating: 0, count: count)
            for (rank, place) in order.enumerated() { ranks[place] = rank }
            // Coalition `i` of the first `count − 1` has the first `i + 1` in, of the others out.
            let inner = try mixed.values(count: 2 * (count - 1), model: model) { coalition, place in
                coalition < count - 1
                    ? ranks[place] <= coalition : ranks[place] > coalition - (count - 1)
            }
            let forwards = [ends.empty] + inner[..<(count - 1)] + [ends.full]
            let backwards = [ends.full] + inner[(count - 1)...] + [ends.empty]
            return ranks.map { rank in
                (forwards[rank + 1] - forwards[rank] + backwards[rank] - backwards[rank + 1]) / 2
            }
        }
    }
}
