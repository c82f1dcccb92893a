import Statistics
import Transparency

/// Measures of numbers, and of the order of rows.
extension MeasuredPredicate {
    static func measures(_ report: RegressionPerformance) -> [String: JSON] {
        var members: [String: JSON] = [
            "mean_absolute_error": report.meanAbsoluteError.json,
            "mean_error": report.meanError.json,
            "mean_squared_error": report.meanSquaredError.json,
            "median_absolute_error": report.medianAbsoluteError.json,
            "root_mean_squared_error": report.rootMeanSquaredError.json,
        ]
        if let share = report.rSquared { members["r_squared"] = share.json }
        if let share = report.explainedVariance { members["explained_variance"] = share.json }
        if let error = report.meanAbsolutePercentageError {
            members["mean_absolute_percentage_error"] = error.json
        }
        if !report.pinballLosses.isEmpty {
            members["pinball"] = .object(
                Dictionary(
                    report.pinballLosses.map { ("\($0.quantile)", $0.loss.json) },
                    uniquingKeysWith: { first, _ in first }))
        }
        return members
    }

    /// What was true of rows with like predictions.
    static func calibration(_ bins: PredictionBins) -> JSON {
        [
            "bins": .array(
                bins.bins.map { bin in
                    [
                        "lower": .number(bin.lower), "mean_actual": bin.meanActual.json,
                        "mean_prediction": .number(bin.meanPrediction),
                        "upper": .number(bin.upper),
                    ]
                })
        ]
    }

    static func measures(_ report: RankingPerformance) -> [String: JSON] {
        [
            "at": .object(
                Dictionary(
                    report.cuts.map { cut in
                        (
                            "\(cut.places)",
                            [
                                "ndcg": cut.discountedGain.json, "precision": cut.precision.json,
                                "recall": cut.recall.json,
                            ]
                        )
                    }, uniquingKeysWith: { first, _ in first })),
            "map": report.meanAveragePrecision.json, "mrr": report.meanReciprocalRank.json,
            "ndcg": report.discountedGain.json,
        ]
    }
}
