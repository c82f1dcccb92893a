/// Measures one column at a time, so that nobody needs to hold all of them.
package struct ColumnComparison: Sendable {
    private let weights: DriftWeights
    private let settings: DriftSettings
    private let columns: Int

    /// - Parameters:
    ///   - weights: Of the rows of both samples, if they have any.
    ///   - settings: What is asked for.
    ///   - columns: How many share the confidence.
    package init(weights: DriftWeights, settings: DriftSettings, columns: Int) {
        self.weights = weights
        self.settings = settings
        self.columns = columns
    }

    /// - Parameters:
    ///   - reference: A column.
    ///   - current: The column of the same name, if there is one.
    /// - Returns: What was measured, or why nothing could be.
    /// - Throws: ``DriftError`` when codes or weights are out of their range.
    /// - Complexity: O(rows); with weights O(rows · log rows).
    package func compare(
        _ reference: DriftColumn, _ current: DriftColumn?
    ) throws(DriftError) -> ColumnDrift {
        guard let current else { return missing(reference.name, .current) }
        let drift = try measured(reference, current)
        guard weights.reference != nil || weights.current != nil else { return drift }
        return drift.weighing(
            missing: WeightedMissing(current.values, weights.current),
            minus: WeightedMissing(reference.values, weights.reference), settings: settings,
            confidence: settings.confidence(columns: columns))
    }

    private func measured(
        _ reference: DriftColumn, _ current: DriftColumn
    ) throws(DriftError) -> ColumnDrift {
        switch (reference.values, current.values) {
        case (.numbers(let first), .numbers(let second)):
            guard weights.reference != nil || weights.current != nil else {
                return ColumnDrift(
                    reference.name, reference: first, current: second, settings: settings,
                    columns: columns)
            }
            return ColumnDrift(
                reference.name, reference: try sample(first, weights.reference),
                current: try sample(second, weights.current), settings: settings,
                columns: columns)
        case (.categories(let codes, let names), .categories(let otherCodes, let otherNames)):
            return ColumnDrift(
                reference.name,
                reference: try CategorySample(
                    codes: codes, names: names, weights: weights.reference?.values),
                current: try CategorySample(
                    codes: otherCodes, names: otherNames, weights: weights.current?.values),
                settings: settings, columns: columns)
        case (.numbers, .categories), (.categories, .numbers):
            return unmeasured(reference.name, .kindsDiffer(column: reference.name))
        }
    }

    /// A column that a side lacks.
    package func missing(_ name: String, _ side: DriftSide) -> ColumnDrift {
        unmeasured(name, .columnMissing(name, side))
    }

    private func unmeasured(_ name: String, _ error: DriftError) -> ColumnDrift {
        ColumnDrift(
            name, error, missing: ((0, 0), (0, 0)),
            confidence: settings.confidence(columns: columns))
    }

    private func sample(
        _ values: [Double], _ weights: RowWeights?
    ) throws(DriftError) -> SortedSample {
        try SortedSample(values, weights: weights?.values ?? values.map { _ in 1 })
    }
}
