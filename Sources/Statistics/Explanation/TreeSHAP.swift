/// Exact Shapley values of a tree ensemble's margins.
///
/// What a coalition of features is worth is the mean margin when the other features are unknown.
/// Unknown features either follow the training data down the trees by the covers of their nodes
/// (*path-dependent*), or are taken from background rows (*interventional*). Contributions then
/// add up to the row's margin minus the base.
///
/// Each group of leaves is a table by which of its splits a row passes (``LeafGroup``), filled once;
/// a row then is some look-ups, whatever the size of the background. Leaves with more than eight
/// features on their path are worked out pattern by pattern, as exactly (``DeepGame``).
///
/// Sources: S. Lundberg et al., *From local explanations to global understanding with explainable
/// AI for trees*, Nature Machine Intelligence 2 (2020) 56; the tables as in ``LeafGroup``.
package struct TreeSHAP: Sendable {
    /// What features are that are not in a coalition.
    package enum Absent: Sendable {
        /// They follow the training data, whose covers the trees must know.
        case followingCovers
        /// They are taken from each of these rows in turn.
        case takenFrom(FeatureRows)
    }

    /// Interactions are kept for at most so many features.
    package static let mostInteractingFeatures = 2000
    /// So many sums are kept at once: more rows are worked on part by part.
    private static let mostSums = 1 << 22

    package let ensemble: TreeEnsemble
    /// Where the bases start: what nothing is known of gets, or the base margins; `[outputs]`.
    private let startingBases: [Double]
    private let ranks: ThresholdRanks
    private let background: RowCodes?

    /// - Throws: ``ExplanationError`` when there is no background row, one has another number of
    ///   features than the ensemble, or the trees do not know their covers.
    /// - Complexity: O(nodes · log nodes), and as much for each value of the background.
    package init(
        _ ensemble: TreeEnsemble, absent: Absent
    ) throws(ExplanationError) {
        self.ensemble = ensemble
        ranks = ThresholdRanks(ensemble)
        switch absent {
        case .followingCovers:
            background = nil
            startingBases = try Self.expectedMargins(ensemble)
        case .takenFrom(let rows):
            guard rows.rowCount > 0 else { throw .backgroundEmpty }
            try rows.check(featureCount: ensemble.featureCount)
            background = RowCodes(rows, range: 0..<rows.rowCount, ranks: ranks)
            startingBases = ensemble.baseMargins
        }
    }

    /// Each row's contributions.
    ///
    /// - Throws: ``ExplanationError`` when the rows have another number of features, or a tree is
    ///   too deep.
    /// - Complexity: O(leaves · 3^8) at most for the tables, then O(rows · leaves) look-ups; for a
    ///   deep leaf O(rows · features²) or O(rows · features · distinct background patterns).
    package func contributions(
        of rows: FeatureRows
    ) throws(ExplanationError) -> Contributions {
        try rows.check(featureCount: ensemble.featureCount)
        let features = ensemble.featureCount
        let line = ensemble.outputCount * features
        var values = [Double](repeating: 0, count: rows.rowCount * line)
        let terms = ContributionTerms(
            columnCount: ranks.features.count, weights: ShapleyWeights())
        var bases = startingBases
        for range in parts(of: rows, columns: ranks.features.count) {
            bases = startingBases
            let codes = RowCodes(rows, range: range, ranks: ranks)
            let sums = try walk(terms).sums(codes, bases: &bases)
            for output in 0..<ensemble.outputCount {
                for (slot, feature) in ranks.features.enumerated() {
                    let first = (output * ranks.features.count + slot) * range.count
                    for (place, row) in range.enumerated() {
                        values[row * line + output * features + feature] = sums[first + place]
                    }
                }
            }
        }
        return Contributions(
            rowCount: rows.rowCount, outputCount: ensemble.outputCount, featureCount: features,
            bases: bases, values: values)
    }

    /// Each row's interactions.
    ///
    /// - Throws: ``ExplanationError`` as ``contributions(of:)``, and when there are more than
    ///   ``mostInteractingFeatures``.
    /// - Complexity: As contributions, times the number of other features on a path.
    package func interactions(
        of rows: FeatureRows
    ) throws(ExplanationError) -> Interactions {
        let features = ensemble.featureCount
        guard features <= Self.mostInteractingFeatures else {
            throw .tooManyFeatures(features: features, most: Self.mostInteractingFeatures)
        }
        let contributions = try contributions(of: rows)
        let cells = features * features
        var values = [Double](
            repeating: 0, count: rows.rowCount * ensemble.outputCount * cells)
        let terms = InteractionTerms(slotCount: ranks.features.count, weights: ShapleyWeights())
        for range in parts(of: rows, columns: terms.columnCount) {
            var bases = startingBases
            let codes = RowCodes(rows, range: range, ranks: ranks)
            let sums = try walk(terms).sums(codes, bases: &bases)
            for output in 0..<ensemble.outputCount {
                for (high, second) in ranks.features.enumerated() {
                    for (low, first) in ranks.features[..<high].enumerated() {
                        let column =
                            output * terms.columnCount + InteractionTerms.column(low, high)
                        for (place, row) in range.enumerated() {
                            let matrix = (row * ensemble.outputCount + output) * cells
                            let share = sums[column * range.count + place]
                            values[matrix + first * features + second] = share
                            values[matrix + second * features + first] = share
                        }
                    }
                }
            }
        }
        Self.fillDiagonals(of: &values, from: contributions)
        return Interactions(
            rowCount: rows.rowCount, outputCount: ensemble.outputCount, featureCount: features,
            bases: contributions.bases, values: values)
    }

    /// What a feature's contribution has beyond its interactions.
    private static func fillDiagonals(
        of values: inout [Double], from contributions: Contributions
    ) {
        let features = contributions.featureCount
        for line in contributions.values.indices {
            let cells = line * features..<(line + 1) * features
            values[cells.lowerBound + line % features] =
                contributions.values[line] - values[cells].reduce(0, +)
        }
    }

    private func walk<Terms: LeafTerms>(_ terms: Terms) -> LeafWalk<Terms> {
        LeafWalk(ensemble: ensemble, ranks: ranks, background: background, terms: terms)
    }

    /// Ranges of rows whose sums fit.
    private func parts(of rows: FeatureRows, columns: Int) -> [Range<Int>] {
        let width = max(columns * ensemble.outputCount, ranks.features.count, 1)
        let most = max(Self.mostSums / width, 64)
        // Even without rows there is a base to be found.
        guard rows.rowCount > most else { return [0..<rows.rowCount] }
        return stride(from: 0, to: rows.rowCount, by: most).map {
            $0..<min($0 + most, rows.rowCount)
        }
    }

    /// The margins that the training data has by its covers.
    private static func expectedMargins(
        _ ensemble: TreeEnsemble
    ) throws(ExplanationError) -> [Double] {
        var reach = [Double](repeating: 0, count: ensemble.nodeCount)
        var margins = ensemble.baseMargins
        for tree in 0..<ensemble.treeCount {
            reach[ensemble.roots[tree]] = 1
            for node in ensemble.roots[tree]..<ensemble.roots[tree + 1] {
                if ensemble.tests[node] == .leaf {
                    let payload = Int(ensemble.payloads[node])
                    for output in 0..<ensemble.widths[tree] {
                        margins[ensemble.firstOutputs[tree] + output] +=
                            reach[node] * ensemble.leafValues[payload + output]
                    }
                    continue
                }
                guard ensemble.covers[node] > 0 else { throw .coversMissing }
                for child in [Int(ensemble.left[node]), Int(ensemble.right[node])] {
                    reach[child] = reach[node] * ensemble.covers[child] / ensemble.covers[node]
                }
            }
        }
        return margins
    }
}
