import Statistics
import Transparency

/// A version beside another on the same rows, in pairs: above 0 this one has more of a measure.
struct EvaluationComparison {
    private let members: [String: JSON]

    /// - Parameters:
    ///   - rows: This version's.
    ///   - rival: What the other says of the same rows.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError``, and a fault for a rival with other classes than the labels'.
    init(_ rows: EvaluationRows, _ rival: RowAnswers, bootstrap: CellBootstrap) throws {
        switch (rows.sample, rival) {
        case (.binary(let labels, let scores, let threshold, let rule), .numbers(let others)):
            members = try VersionComparison(
                labels: labels, first: scores, second: others, threshold: threshold, rule: rule,
                bootstrap: bootstrap
            ).members
        case (.regression(let actual, let predicted, _), .numbers(let others)):
            members = try RegressionComparison(
                actual: actual, first: predicted, second: others,
                confidence: bootstrap.confidence
            ).members
        case (.ranking(let relevance, let scores, let queries, _), .numbers(let others)):
            members =
                try RankingComparison(
                    relevance: relevance, first: scores, second: others, queries: queries,
                    confidence: bootstrap.confidence
                )?.members ?? [:]
        case (.multiclass, .classes(let others)), (.decided, .classes(let others)):
            guard case .classes(let own) = rows.answers else {
                members = [:]
                return
            }
            let all = own.classes + others.classes.filter { !own.classes.contains($0) }
            members = try MulticlassComparison(
                labels: rows.labels.codes(among: all), first: own.among(all).compared,
                second: others.among(all).compared, classes: all.count, bootstrap: bootstrap
            ).members
        case (.binary, .classes), (.regression, .classes), (.ranking, .classes),
            (.multiclass, .numbers), (.decided, .numbers):
            throw Failure.fault("other_answers", "the versions' answers are of different kinds")
        }
    }

    func json(with other: String) -> JSON {
        var members = members
        members["with"] = .string(other)
        return .object(members)
    }
}

extension McNemarTest {
    fileprivate var json: JSON {
        [
            "only_other_right": JSON(onlySecond), "only_this_right": JSON(onlyFirst),
            "p_value": .number(pValue),
        ]
    }
}

extension VersionComparison {
    fileprivate var members: [String: JSON] {
        var members: [String: JSON] = ["brier": brierScore.json, "mcnemar": mcNemar.json]
        for (measure, difference) in differences {
            members[measure.predicateName] = difference.json
        }
        if let area {
            var auc = area.difference.members
            auc["p_value"] = .number(area.pValue)
            members["auc"] = .object(auc)
        }
        return members
    }
}

extension MulticlassComparison {
    fileprivate var members: [String: JSON] {
        var members: [String: JSON] = ["mcnemar": mcNemar.json]
        for (measure, difference) in differences {
            if let name = measure.predicateName { members[name] = difference.json }
        }
        if let logLoss { members["log_loss"] = logLoss.json }
        if let brierScore { members["brier"] = brierScore.json }
        return members
    }
}

extension RegressionComparison {
    fileprivate var members: [String: JSON] {
        var members: [String: JSON] = [
            "mean_absolute_error": meanAbsoluteError.json,
            "mean_squared_error": meanSquaredError.json,
            "root_mean_squared_error": rootMeanSquaredError.json,
        ]
        if let rSquared { members["r_squared"] = rSquared.json }
        return members
    }
}

extension RankingComparison {
    fileprivate var members: [String: JSON] {
        [
            "map": meanAveragePrecision.json, "mrr": meanReciprocalRank.json,
            "ndcg": discountedGain.json,
        ]
    }
}
