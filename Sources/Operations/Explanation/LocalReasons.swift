import Predictors
import Statistics
package import Transparency

/// Small linear models that answer as a model does near rows (``LIME``), for any model.
struct LocalReasons {
    let model: AskedModel
    /// Of the whole file.
    let columns: [PredictorColumn]
    /// Of the rows whose distribution others are drawn from; the file's own when `nil`.
    let reference: [PredictorColumn]?
    /// Whose answer, of several.
    let className: String?
    var seed: UInt64 = 1

    /// Reference rows that are looked at, evenly over the file.
    static let trainingRowsMost = 10_000

    /// - Parameters:
    ///   - chosen: Rows, from 0.
    ///   - rowCount: How many the file has.
    ///   - featureLimit: How many features each small model may have.
    /// - Returns: What a small model says near each chosen row.
    /// - Throws: A fault for a single row and nothing to compare it with; ``ExplanationError``; and
    ///   whatever the model throws.
    func explained(
        _ chosen: [Int], rowCount: Int, featureLimit: Int
    ) throws -> ExplainedLocally {
        let asked = try AskedRows(
            chosen, rowCount: rowCount, of: columns, reference: reference, className: className,
            model: model)
        let lime = try LIME(
            training: try asked.reference(atMost: Self.trainingRowsMost),
            categories: Set(asked.columns.indices.filter { asked.columns[$0].names != nil }),
            seed: seed)
        let surrogates = try lime.explain(
            asked.rows, featureLimit: featureLimit, model: asked.ask)
        return ExplainedLocally(
            format: model.format, engine: model.engine, isProbability: model.isProbability,
            rowCount: rowCount,
            rows: zip(chosen, surrogates).enumerated().map { index, pair in
                let (row, surrogate) = pair
                return ExplainedLocally.Row(
                    number: row + 1, className: asked.className, answer: surrogate.answer,
                    localAnswer: surrogate.localAnswer, intercept: surrogate.intercept,
                    score: surrogate.score,
                    terms: zip(surrogate.features, surrogate.coefficients).map { feature, weight in
                        let column = asked.columns[feature]
                        let value = asked.rows[index][asked.rows[index].startIndex + feature]
                        return ExplainedLocally.Term(
                            feature: column.name, value: column.word(value),
                            condition: Self.condition(column, lime.bins[feature], value),
                            weight: weight)
                    })
            })
    }

    /// Which rows count as like this one, in words: `37 < age ≤ 48`, `sex = Male`.
    private static func condition(
        _ column: ChangeableColumn, _ bins: FeatureBins, _ value: Double
    ) -> String {
        guard let place = bins.place(of: value) else {
            return "\(column.name) = \(column.word(value)), never seen"
        }
        switch bins.bins[place] {
        case .missing: return "\(column.name) missing"
        case .category(let value): return "\(column.name) = \(column.word(value))"
        case .range(let lower, let upper):
            let (low, high) = (OpenedModel.word(lower), OpenedModel.word(upper))
            let isLast = place == bins.bins.lastIndex { $0 != .missing }
            switch (place == 0, isLast) {
            case (true, true): return "any \(column.name)"
            case (true, false): return "\(column.name) ≤ \(high)"
            case (false, true): return "\(column.name) > \(low)"
            case (false, false): return "\(low) < \(column.name) ≤ \(high)"
            }
        }
    }
}

/// What small linear models near rows say of them.
package struct ExplainedLocally: Sendable {
    /// A condition that the row meets, and by how much the answers differ where it is met.
    package struct Term: Sendable, Equatable {
        package let feature: String
        /// The row's, in words.
        package let value: String
        package let condition: String
        package let weight: Double
    }

    package struct Row: Sendable {
        /// From 1, as in the file.
        package let number: Int
        /// Whose answer, of several classes.
        package let className: String?
        /// The model's own.
        package let answer: Double
        /// The small model's.
        package let localAnswer: Double
        package let intercept: Double
        /// The weighted share of the answers' variance near the row that the small model explains.
        package let score: Double
        /// By falling absolute weight.
        package let terms: [Term]
    }

    package let format: String
    /// Which engine ran the model; `nil` for Assay's own, and for a model elsewhere.
    package let engine: JSON?
    package let isProbability: Bool
    package let rowCount: Int
    package let rows: [Row]
}
