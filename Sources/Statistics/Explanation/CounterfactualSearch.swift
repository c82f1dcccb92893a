/// Searches counterfactuals of any model.
///
/// First features are changed one by one, then the most promising changes are joined (a beam search,
/// over values that training rows have and, of trees, values on either side of their thresholds).
/// Then training rows that meet the goal lend what may change. What is found gives back every change
/// that it does not need, and numbers go back as far as they can. All of it follows from the seed.
package struct CounterfactualSearch: Sendable {
    package struct Settings: Sendable, Equatable {
        /// How many examples are wanted, at least 1.
        package var count = 3
        /// How many features may change together, at least 1.
        package var mostChanges = 4
        /// How many answers the model may be asked for, at least 1.
        package var budget = 20_000
        /// What a change costs besides its distance, ≥ 0.
        package var sparsityWeight = 0.5
        /// How much being unlike the examples already chosen is worth, ≥ 0.
        package var diversityWeight = 1.0
        package var seed: UInt64 = 0

        package init() {}
    }

    /// So many values of a feature are tried.
    private static let mostCandidates = 48

    let rules: [FeatureRule]
    let settings: Settings
    let training: FeatureRows
    /// The training values' median absolute deviations, standard deviations where those are 0, or 1.
    package let scales: [Double]
    /// Values to try, ascending; shape `[features][values]`.
    let candidates: [[Double]]

    /// - Parameters:
    ///   - training: At least one row.
    ///   - rules: One for each feature.
    ///   - ensemble: The trees that are explained, if it is trees.
    ///   - settings: How much is searched and wanted.
    /// - Throws: ``ExplanationError``.
    /// - Complexity: O(features · rows · log rows).
    package init(
        training: FeatureRows, rules: [FeatureRule], ensemble: TreeEnsemble? = nil,
        settings: Settings = Settings()
    ) throws(ExplanationError) {
        guard training.rowCount > 0 else { throw .noRows }
        guard rules.count == training.featureCount else {
            throw .featureCountsDiffer(given: rules.count, expected: training.featureCount)
        }
        for (name, value) in [
            ("count", settings.count), ("mostChanges", settings.mostChanges),
            ("budget", settings.budget),
        ] where value < 1 {
            throw .settingOutOfRange(name: name, value: Double(value))
        }
        if let ensemble { try training.check(featureCount: ensemble.featureCount) }
        let ranks = ensemble.map { ThresholdRanks($0) }
        self.rules = rules
        self.settings = settings
        self.training = training
        let columns = (0..<rules.count).map { feature in
            training.column(feature).filter(\.isFinite).sorted()
        }
        scales = columns.map(Self.scale)
        candidates = rules.indices.map { feature in
            var values = columns[feature]
            if let ranks, ranks.slotOfFeature[feature] >= 0 {
                let thresholds = ranks.thresholds[Int(ranks.slotOfFeature[feature])]
                values = Self.spread(values) + Self.spread(thresholds.flatMap { [$0, $0.nextUp] })
            }
            return Self.candidates(values.filter(\.isFinite).sorted(), rules[feature])
        }
    }

    private static func scale(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 1 }
        let median = FeatureBins.quantile(0.5, of: sorted)
        let deviations = sorted.map { ($0 - median).magnitude }.sorted()
        let deviation = FeatureBins.quantile(0.5, of: deviations)
        if deviation > 0, deviation.isFinite { return deviation }
        let mean = sorted.reduce(0, +) / Double(sorted.count)
        let variance =
            sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count)
        return variance > 0 && variance.isFinite ? variance.squareRoot() : 1
    }

    /// Some of the sorted values, evenly spread over their ranks.
    private static func spread(_ sorted: [Double]) -> [Double] {
        var distinct: [Double] = []
        for value in sorted where distinct.last != value { distinct.append(value) }
        guard distinct.count > mostCandidates else { return distinct }
        return (0..<mostCandidates).map {
            distinct[$0 * (distinct.count - 1) / (mostCandidates - 1)]
        }
    }

    private static func candidates(_ sorted: [Double], _ rule: FeatureRule) -> [Double] {
        switch rule.kind {
        case .category(let names): return names
        case .wholeNumber:
            let ends = [
                rule.range.lowerBound.rounded(.up), rule.range.upperBound.rounded(.down),
            ].filter(\.isFinite)
            let whole = sorted.flatMap { [$0.rounded(.down), $0.rounded(.up)] }
            return spread((whole + ends).sorted())
        case .number:
            let ends = [rule.range.lowerBound, rule.range.upperBound].filter(\.isFinite)
            return spread((sorted + ends).sorted())
        }
    }

    /// Searches for one row.
    ///
    /// - Parameters:
    ///   - row: Shape `[features]`.
    ///   - goal: What the model should answer.
    ///   - model: What is asked.
    /// - Returns: What was found, or that nothing was.
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: At most the budget's answers of the model.
    package func counterfactuals(
        of row: [Double], goal: Counterfactuals.Goal, model: BatchModel
    ) throws -> Counterfactuals {
        guard row.count == rules.count else {
            throw ExplanationError.featureCountsDiffer(given: row.count, expected: rules.count)
        }
        var run = CounterfactualRun(self, row: row, goal: goal)
        return try run.run(model)
    }
}
