extension PerformanceMeasures {
    /// What rows of unlike weight say.
    ///
    /// - Throws: ``SampleError/weightsNotTaken`` of several classes and of rankings.
    static func weighted(
        _ sample: PerformanceSample, _ weights: RowWeights, _ bootstrap: CellBootstrap
    ) throws(SampleError) -> PerformanceMeasures {
        switch sample {
        case .binary(let labels, let scores, let threshold, let rule):
            .binary(
                try BinaryReport(
                    labels: labels, scores: scores, weights: weights, threshold: threshold,
                    rule: rule, bootstrap: bootstrap))
        case .regression(let actual, let predicted, let quantiles):
            .regression(
                try RegressionPerformance(
                    actual: actual, predicted: predicted, weights: weights, quantiles: quantiles,
                    confidence: bootstrap.confidence))
        case .multiclass, .decided, .ranking: throw .weightsNotTaken
        }
    }
}
