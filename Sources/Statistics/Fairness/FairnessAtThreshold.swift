/// How differently groups are decided about at one threshold.
package struct FairnessAtThreshold: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let name: String
        package let confusion: ConfusionMatrix
        /// One for each rate, in the order of ``GroupRate/allCases``.
        package let comparisons: [RateComparison]

        package func comparison(_ rate: GroupRate) -> RateComparison? {
            comparisons.first { $0.rate == rate }
        }
    }

    package let threshold: Double
    /// All rows, those of no known group among them.
    package let overall: GroupPerformance
    package let groups: [Group]
    /// All pairs of groups, in closed form and at a confidence shared among the pairs: what a gate
    /// judges with ``GapJudgement`` and ``RatioJudgement``.
    package let pairs: GroupMetrics
    package let disparities: [RateDisparity]
    package let indices: InequalityIndices
    package let impact: ImpactRatios

    init(
        threshold: Double, overall: ConfusionMatrix, groups confusions: [ConfusionMatrix],
        unknown: ConfusionMatrix, names: [String], comparisons: [[RateComparison]],
        configuration: FairnessConfiguration
    ) throws(SampleError) {
        let pairs = try GroupMetrics(
            confusions: confusions, groupNames: names, confidence: configuration.confidence)
        self.threshold = threshold
        self.pairs = pairs
        self.overall = try GroupPerformance(
            name: "", confusion: overall, confidence: configuration.confidence)
        groups = names.indices.map { index in
            Group(
                name: names[index], confusion: confusions[index], comparisons: comparisons[index])
        }
        disparities = GroupRate.allCases.compactMap {
            RateDisparity($0, groups: pairs.groups, overall: overall)
        }
        indices = try InequalityIndices(
            confusions, unknown: unknown,
            bootstrap: CellBootstrap(
                confidence: configuration.confidence, replicates: configuration.replicates,
                seed: configuration.seed))
        impact = try ImpactRatios(
            groups: zip(names, confusions).map { name, confusion in
                ImpactRatios.Count(
                    name: name, assessed: confusion.rows, selected: confusion.selected)
            }, confidence: configuration.confidence)
    }

    /// The larger of the gaps in true and in false positive rates, both at half of what the
    /// The worse of true and false positive rates; `nil` when either is undefined.
    package var equalizedOdds: EqualizedOdds? { EqualizedOdds(disparities) }
}
