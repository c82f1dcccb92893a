/// Drift between profiles, when the rows are gone.
///
/// The measures are those of the samples that the sketches stand for, and their intervals are wider
/// by what sketches may be off; the p-value is the largest that the sketches admit.
extension ColumnDrift {
    /// - Parameters:
    ///   - reference: Of the same name as the current.
    ///   - current: The profile to compare.
    ///   - settings: What is asked for.
    ///   - columns: How many columns share the confidence.
    package init(
        reference: ColumnProfile, current: ColumnProfile, settings: DriftSettings, columns: Int
    ) {
        let confidence = settings.confidence(columns: columns)
        switch (reference.content, current.content) {
        case (.numbers(let first), .numbers(let second)):
            self.init(reference.name, first, second, settings, confidence)
        case (.categories(let first), .categories(let second)):
            self.init(reference.name, first, second, settings, columns)
        case (.numbers, .categories), (.categories, .numbers):
            self.init(
                reference.name, .kindsDiffer(column: reference.name),
                missing: ((0, 0), (0, 0)), confidence: confidence)
        }
    }

    private init(
        _ name: String, _ reference: NumericProfile, _ current: NumericProfile,
        _ settings: DriftSettings, _ confidence: Double
    ) {
        let missing = (
            reference: (reference.nulls + reference.nans, reference.quantiles.count),
            current: (current.nulls + current.nans, current.quantiles.count)
        )
        do throws(DriftError) {
            let comparison = try NumericComparison(
                reference: reference.quantiles.sample, current: current.quantiles.sample,
                bins: settings.bins)
            let drift = try NumericDrift(
                comparison, settings: settings, confidence: confidence,
                slack: SketchSlack(reference.quantiles, current.quantiles))
            self.init(name, drift, missing: missing, settings: settings, confidence: confidence)
        } catch {
            self.init(name, error, missing: missing, confidence: confidence)
        }
    }

    private init(
        _ name: String, _ reference: CategoricalProfile, _ current: CategoricalProfile,
        _ settings: DriftSettings, _ columns: Int
    ) {
        let isWhole = reference.frequent.error == 0 && current.frequent.error == 0
        let shared = Set(reference.frequent.names).intersection(current.frequent.names)
        self.init(
            name, reference: CategorySample(reference, only: isWhole ? nil : shared),
            current: CategorySample(current, only: isWhole ? nil : shared), settings: settings,
            columns: columns, slack: SketchSlack(reference.frequent, current.frequent))
    }
}

extension DriftReport {
    /// Compares profiles column by column.
    ///
    /// - Complexity: O(columns).
    package init(reference: DataProfile, current: DataProfile, settings: DriftSettings) {
        let own = current.columns.filter { reference.column($0.name) == nil }
        let count = reference.columns.count + own.count
        let shared = reference.columns.map { column in
            current.column(column.name).map {
                ColumnDrift(reference: column, current: $0, settings: settings, columns: count)
            } ?? Self.missing(column.name, .current, settings, count)
        }
        self.init(
            shared + own.map { Self.missing($0.name, .reference, settings, count) },
            settings: settings)
    }

    private static func missing(
        _ name: String, _ side: DriftSide, _ settings: DriftSettings, _ columns: Int
    ) -> ColumnDrift {
        ColumnDrift(
            name, .columnMissing(name, side), missing: ((0, 0), (0, 0)),
            confidence: settings.confidence(columns: columns))
    }
}

extension CategorySample {
    /// The rows that a profile counted.
    ///
    /// - Parameters:
    ///   - profile: Of the column.
    ///   - names: Which categories to tell apart, or `nil` for all; the rest, with the rows that the
    ///     sketch let go, is one category whose name is a NUL.
    init(_ profile: CategoricalProfile, only names: Set<String>?) {
        let frequent = profile.frequent
        let kept = frequent.names.indices.filter { names?.contains(frequent.names[$0]) ?? true }
        let counts = kept.map { Double(frequent.counts[$0]) }
        let rest = Double(frequent.total) - counts.reduce(0, +)
        self.init(
            names: kept.map { frequent.names[$0] } + (rest > 0 ? ["\u{0}"] : []),
            counts: counts + (rest > 0 ? [rest] : []), missing: profile.nulls,
            rows: frequent.total, effectiveRows: Double(frequent.total))
    }
}
