/// All columns of two samples, each with its verdict, and the tests corrected for their number.
package struct DriftReport: Sendable, Equatable {
    package let settings: DriftSettings
    /// In the order of the reference's.
    package let columns: [ColumnDrift]
    /// Each column's p-value after Benjamini and Hochberg; `nil` where there is none.
    package let adjusted: [Double?]

    /// Columns that are beyond a limit for sure.
    package var drifted: [String] {
        columns.filter { $0.verdict == .drifted }.map(\.name)
    }

    /// Columns whose adjusted p-value is below the false discovery rate, however small the effect.
    package var significant: [String] {
        zip(columns, adjusted).filter { ($0.1 ?? 1) <= settings.falseDiscoveryRate }
            .map(\.0.name)
    }

    /// Puts together columns that were measured one at a time.
    package init(_ columns: [ColumnDrift], settings: DriftSettings) {
        self.columns = columns
        self.settings = settings
        let tested = columns.indices.filter { columns[$0].pValue != nil }
        var adjusted = [Double?](repeating: nil, count: columns.count)
        // P-values that the tests made are between 0 and 1.
        if let rates = try? FalseDiscoveryRate(tested.map { columns[$0].pValue ?? 1 }) {
            for (place, column) in tested.enumerated() {
                adjusted[column] = rates.adjusted[place]
            }
        }
        self.adjusted = adjusted
    }

    /// Compares columns of the same name; exact, one column at a time.
    ///
    /// A column that cannot be measured, because it has no values or is on one side only, is in the
    /// report with its reason.
    /// - Parameters:
    ///   - reference: Each name once.
    ///   - current: The same.
    ///   - weights: Of the rows of both, if they have any.
    ///   - settings: What is asked for.
    /// - Throws: ``DriftError`` when codes or weights are out of their range.
    /// - Complexity: O(rows · columns); with weights O(rows · log rows · columns).
    package init(
        reference: [DriftColumn], current: [DriftColumn], weights: DriftWeights = DriftWeights(),
        settings: DriftSettings
    ) throws(DriftError) {
        let others = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let names = Set(reference.map(\.name))
        let own = current.filter { !names.contains($0.name) }
        let comparison = ColumnComparison(
            weights: weights, settings: settings, columns: reference.count + own.count)
        var columns: [ColumnDrift] = []
        for column in reference {
            columns.append(try comparison.compare(column, others[column.name]))
        }
        columns += own.map { comparison.missing($0.name, .reference) }
        self.init(columns, settings: settings)
    }
}

/// The weights of both samples' rows; `nil` where every row counts 1.
package struct DriftWeights: Sendable, Equatable {
    package let reference: RowWeights?
    package let current: RowWeights?

    package init(reference: RowWeights? = nil, current: RowWeights? = nil) {
        self.reference = reference
        self.current = current
    }
}
