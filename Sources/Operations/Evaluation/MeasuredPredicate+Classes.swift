import Statistics
import Transparency

/// Measures of several classes.
extension MeasuredPredicate {
    /// More classes than this have no table of counts in evidence.
    private static let tableMost = 50
    /// How many of the highest scores are looked among.
    private static let topMost = 5

    static func measures(_ report: MulticlassPerformance) -> [String: JSON] {
        var members = measures(report.decisions)
        members["brier"] = report.brierScore.json
        members["log_loss"] = report.logLoss.json
        if let area = report.macroArea { members["macro_auc"] = area.json }
        if let area = report.weightedArea { members["weighted_auc"] = area.json }
        let shares = report.topShares.enumerated().dropFirst().prefix(topMost - 1)
        if !shares.isEmpty {
            members["top"] = .object(
                Dictionary(
                    shares.map { ("\($0 + 1)", Estimate($1).json) },
                    uniquingKeysWith: { first, _ in first }))
        }
        return members
    }

    static func measures(_ report: MulticlassDecisions) -> [String: JSON] {
        Dictionary(
            report.measures.compactMap { measure, estimate in
                measure.predicateName.map { ($0, estimate.json) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Each class by itself, and how many rows of each were decided as which.
    static func classes(
        _ report: MulticlassDecisions, _ names: [String], areas: [AreaUnderCurve?]
    ) -> [String: JSON] {
        var each: [String: JSON] = [:]
        for (index, name) in names.enumerated() where index < report.classes.count {
            let rates = report.classes[index]
            var members: [String: JSON] = ["decided": JSON(rates.decided), "n": JSON(rates.rows)]
            if let precision = rates.precision { members["precision"] = Estimate(precision).json }
            if let recall = rates.recall { members["recall"] = Estimate(recall).json }
            if index < areas.count, let area = areas[index] { members["auc"] = Estimate(area).json }
            each[name] = .object(members)
        }
        guard names.count <= tableMost else { return ["classes": .object(each)] }
        let width = names.count
        return [
            "classes": .object(each),
            "confusion": [
                "classes": .array(names.map { .string($0) }),
                "counts": .array(
                    (0..<width).map { row in
                        .array(
                            report.confusion.cells[(row * width)..<((row + 1) * width)]
                                .map { JSON($0) })
                    }),
            ],
        ]
    }
}

extension MulticlassMeasure {
    /// As it stands in a predicate; `nil` for those that are the accuracy once more.
    var predicateName: String? {
        switch self {
        case .accuracy, .matthews, .kappa: rawValue
        case .balancedAccuracy: "balanced_accuracy"
        case .macroPrecision: "macro_precision"
        case .macroRecall: "macro_recall"
        case .macroF1: "macro_f1"
        case .weightedPrecision: "weighted_precision"
        case .weightedRecall: "weighted_recall"
        case .weightedF1: "weighted_f1"
        case .microPrecision, .microRecall, .microF1: nil
        }
    }
}
