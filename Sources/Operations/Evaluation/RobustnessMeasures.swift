import Predictors
import Statistics
import Transparency

/// What noise, missing values and values at the edge do to a model's answers.
struct RobustnessMeasures {
    let model: OpenedModel
    let features: FeatureRows
    let truths: Truths
    let task: EvaluationTask
    let seed: UInt64

    /// What is true of each row.
    enum Truths {
        /// A number; 0 or 1 of two classes.
        case numbers([Double])
        /// The place of its class among the model's.
        case classes([Int32], width: Int)

        var width: Int {
            switch self {
            case .numbers: 1
            case .classes(_, let width): width
            }
        }

        /// What each of some rows costs: the squared error, summed over classes where there are any.
        func losses(of chosen: [Int]) -> RowLosses {
            { answers in
                chosen.enumerated().map { place, row in
                    switch self {
                    case .numbers(let truths):
                        let gap = answers[place] - truths[row]
                        return gap * gap
                    case .classes(let codes, let width):
                        return (0..<width).reduce(0.0) { sum, index in
                            let truth = Int(codes[row]) == index ? 1.0 : 0
                            let gap = answers[place * width + index] - truth
                            return sum + gap * gap
                        }
                    }
                }
            }
        }
    }

    /// Rows that are disturbed at most, evenly over the file: each is asked many times.
    private static let rowsMost = 2_000

    var json: JSON {
        get throws {
            let chosen = self.chosen
            let rows = try FeatureRows(
                chosen.flatMap { row in features[row] }, rowCount: chosen.count,
                featureCount: features.featureCount)
            let losses = truths.losses(of: chosen)
            let width = truths.width
            return [
                "boundaries": boundaries(
                    try BoundaryStress(
                        rows, training: features, categories: categories, width: width,
                        model: answer)),
                "loss": .string(lossName),
                "missing": missing(
                    try MissingValueStress(
                        rows, losses: losses, width: width, seed: seed, model: answer)),
                "noise": noise(
                    try PerturbationCurve(
                        rows, categories: categories, losses: losses, width: width, seed: seed,
                        model: answer)),
                "rows": JSON(chosen.count),
            ]
        }
    }

    private func answer(_ matrix: [Double], _ rowCount: Int) throws -> [Double] {
        let rows = try FeatureRows(
            matrix, rowCount: rowCount, featureCount: features.featureCount)
        switch try model.answers(to: task, of: rows) {
        case .numbers(let numbers): return numbers
        case .classes(let answers): return answers.scores ?? []
        }
    }

    private var lossName: String {
        switch task {
        case .binary: "squared error of the probability"
        case .multiclass: "squared error of the probabilities, summed over classes"
        case .regression, .ranking: "squared error"
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
                var members: [String: JSON] = [
                    "answer_change": .number(point.answerChange),
                    "increase": point.increase.json, "level": .number(point.level),
                    "loss": .number(point.loss),
                ]
                if let change = point.decisionChange {
                    members["decision_change"] = .number(change)
                }
                return .object(members)
            })
    }

    private func missing(_ stress: MissingValueStress) -> JSON {
        .array(
            stress.outcomes.enumerated().map { feature, outcome in
                switch outcome {
                case .answered(let entry):
                    var members: [String: JSON] = [
                        "answer_change": .number(entry.answerChange), "feature": name(feature),
                        "increase": entry.increase.json, "unanswered": 0,
                    ]
                    if let change = entry.decisionChange {
                        members["decision_change"] = .number(change)
                    }
                    return .object(members)
                case .unanswered(let rows):
                    return ["feature": name(feature), "unanswered": JSON(rows)]
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
