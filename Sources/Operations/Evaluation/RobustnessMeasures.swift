import Predictors
import Statistics
import Transparency

/// What noise, missing values and values at the edge do to a model's answers.
struct RobustnessMeasures {
    let model: OpenedModel
    let features: FeatureRows
    /// What is true of each row, as a number: 0 or 1 of two classes.
    let truths: [Double]
    let task: EvaluationTask
    let seed: UInt64

    /// Rows that are disturbed at most, evenly over the file: each is asked many times.
    private static let rowsMost = 2_000

    var json: JSON {
        get throws {
            let chosen = self.chosen
            let rows = try FeatureRows(
                chosen.flatMap { row in features[row] }, rowCount: chosen.count,
                featureCount: features.featureCount)
            let losses: RowLosses = { answers in
                zip(chosen, answers).map { row, answer in
                    let gap = answer - truths[row]
                    return gap * gap
                }
            }
            let answer: BatchModel = { matrix, rowCount in
                try model.answers(
                    to: task,
                    of: FeatureRows(
                        matrix, rowCount: rowCount, featureCount: features.featureCount)
                ).numbers
            }
            return [
                "boundaries": boundaries(
                    try BoundaryStress(
                        rows, training: features, categories: categories, model: answer)),
                "loss": task == .binary
                    ? "squared error of the probability" : "squared error",
                "missing": missing(
                    try MissingValueStress(rows, losses: losses, seed: seed, model: answer)),
                "noise": noise(
                    try PerturbationCurve(
                        rows, categories: categories, losses: losses, seed: seed, model: answer)),
                "rows": JSON(chosen.count),
            ]
        }
    }

    private var chosen: [Int] {
        let count = min(features.rowCount, Self.rowsMost)
        return (0..<count).map { $0 * features.rowCount / count }
    }

    private var categories: Set<Int> {
        Set(
            model.predictor.features.indices.filter { index in
                let feature = model.predictor.features[index]
                if case .category = feature.kind { return true }
                return feature.name.contains("=")
            })
    }

    private func name(_ feature: Int) -> JSON { .string(model.predictor.features[feature].name) }

    private func noise(_ curve: PerturbationCurve) -> JSON {
        .array(
            curve.points.map { point in
                [
                    "answer_change": .number(point.answerChange),
                    "increase": point.increase.json, "level": .number(point.level),
                    "loss": .number(point.loss),
                ]
            })
    }

    private func missing(_ stress: MissingValueStress) -> JSON {
        .array(
            stress.outcomes.enumerated().map { feature, outcome in
                switch outcome {
                case .answered(let entry):
                    [
                        "answer_change": .number(entry.answerChange), "feature": name(feature),
                        "increase": entry.increase.json, "unanswered": 0,
                    ]
                case .unanswered(let rows):
                    ["feature": name(feature), "unanswered": JSON(rows)]
                }
            })
    }

    private func boundaries(_ stress: BoundaryStress) -> JSON {
        [
            "always_answered": .bool(stress.isAlwaysAnswered),
            "unanswered": .array(
                stress.entries.filter { $0.unanswered > 0 }.map {
                    [
                        "boundary": .string($0.boundary.rawValue), "feature": name($0.feature),
                        "rows": JSON($0.unanswered),
                    ]
                }),
        ]
    }
}
