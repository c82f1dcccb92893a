/// What a model said and what was true, row by row.
package enum PerformanceSample: Sendable, Equatable {
    /// Labels 0 or 1, probabilities of 1.
    case binary(labels: [Int32], scores: [Double], threshold: Double, rule: ThresholdRule)
    /// Labels from 0, each class's probability; shape `[rows × classes]`.
    case multiclass(labels: [Int32], scores: [Double], classes: Int)
    /// Labels and decided classes from 0, without probabilities.
    case decided(labels: [Int32], decisions: [Int32], classes: Int)
    /// Finite numbers, and the quantiles whose pinball loss is asked for.
    case regression(actual: [Double], predicted: [Double], quantiles: [Double])
    /// Relevances ≥ 0, scores, queries, and the places of cuts.
    case ranking(relevance: [Double], scores: [Double], queries: [Int32], places: [Int])

    package var rows: Int {
        switch self {
        case .binary(let labels, _, _, _), .multiclass(let labels, _, _),
            .decided(let labels, _, _):
            labels.count
        case .regression(let actual, _, _): actual.count
        case .ranking(let relevance, _, _, _): relevance.count
        }
    }

    /// Some of the rows, of a sample whose columns were measured before.
    func keeping(_ rows: [Int]) -> PerformanceSample {
        switch self {
        case .binary(let labels, let scores, let threshold, let rule):
            .binary(
                labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] },
                threshold: threshold, rule: rule)
        case .multiclass(let labels, let scores, let classes):
            .multiclass(
                labels: rows.map { labels[$0] },
                scores: rows.flatMap { scores[($0 * classes)..<(($0 + 1) * classes)] },
                classes: classes)
        case .decided(let labels, let decisions, let classes):
            .decided(
                labels: rows.map { labels[$0] }, decisions: rows.map { decisions[$0] },
                classes: classes)
        case .regression(let actual, let predicted, let quantiles):
            .regression(
                actual: rows.map { actual[$0] }, predicted: rows.map { predicted[$0] },
                quantiles: quantiles)
        case .ranking(let relevance, let scores, let queries, let places):
            .ranking(
                relevance: rows.map { relevance[$0] }, scores: rows.map { scores[$0] },
                queries: rows.map { queries[$0] }, places: places)
        }
    }

    /// What each row costs, for the search of segments: 1 for a wrong decision among classes, the
    /// absolute error of a number; `nil` for rankings, whose rows cost nothing by themselves.
    func losses() -> [Double]? {
        switch self {
        case .binary(let labels, let scores, let threshold, let rule):
            zip(labels, scores).map { rule.decides($1, threshold) == ($0 == 1) ? 0 : 1 }
        case .multiclass(let labels, let scores, let classes):
            zip(ScoreTable(scores: scores, classes: classes).decisions, labels)
                .map { $0 == $1 ? 0 : 1 }
        case .decided(let labels, let decisions, _): zip(decisions, labels).map { $0 == $1 ? 0 : 1 }
        case .regression(let actual, let predicted, _):
            zip(actual, predicted).map { ($0 - $1).magnitude }
        case .ranking: nil
        }
    }
}

/// What was measured of a sample, by its kind.
package enum PerformanceMeasures: Sendable, Equatable {
    case binary(BinaryReport)
    case multiclass(MulticlassPerformance)
    case decided(MulticlassDecisions)
    case regression(RegressionPerformance)
    /// `nil` when no query has a relevant row.
    case ranking(RankingPerformance?)

    init(
        _ sample: PerformanceSample, weights: RowWeights? = nil, bootstrap: CellBootstrap
    ) throws(SampleError) {
        if let weights {
            self = try Self.weighted(sample, weights, bootstrap)
            return
        }
        switch sample {
        case .binary(let labels, let scores, let threshold, let rule):
            self = .binary(
                try BinaryReport(
                    labels: labels, scores: scores, threshold: threshold, rule: rule,
                    bootstrap: bootstrap))
        case .multiclass(let labels, let scores, let classes):
            self = .multiclass(
                try MulticlassPerformance(
                    labels: labels, scores: scores, classes: classes, bootstrap: bootstrap))
        case .decided(let labels, let decisions, let classes):
            self = .decided(
                try MulticlassDecisions(
                    labels: labels, decisions: decisions, classes: classes, bootstrap: bootstrap))
        case .regression(let actual, let predicted, let quantiles):
            self = .regression(
                try RegressionPerformance(
                    actual: actual, predicted: predicted, quantiles: quantiles,
                    confidence: bootstrap.confidence))
        case .ranking(let relevance, let scores, let queries, let places):
            self = .ranking(
                try RankingPerformance(
                    relevance: relevance, scores: scores, queries: queries, places: places,
                    confidence: bootstrap.confidence))
        }
    }
}
