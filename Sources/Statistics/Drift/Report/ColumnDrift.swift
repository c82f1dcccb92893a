/// One column of two samples: each measure, the test, and the verdict.
package struct ColumnDrift: Sendable, Equatable {
    package enum Measures: Sendable, Equatable {
        case numbers(NumericDrift)
        case categories(CategoricalDrift)
        case none(DriftError)
    }

    package let name: String
    package let measures: Measures
    /// Of the measure that decides; `nil` when nothing could be measured.
    package let effect: DriftEffect?
    /// Above which the effect is too much.
    package let limit: Double
    /// Of Kolmogorov and Smirnov's or the chi-square test; `nil` when nothing could be measured.
    package let pValue: Double?
    /// The shares of missing values, current minus reference; `nil` when a side has no rows.
    package let missing: NewcombeInterval?
    package let verdict: DriftVerdict

    /// A column of numbers.
    ///
    /// - Parameters:
    ///   - name: Of the column.
    ///   - reference: Its values, NaN where one is missing.
    ///   - current: The values to compare.
    ///   - settings: What is asked for.
    ///   - columns: How many columns share the confidence.
    /// - Complexity: That of ``NumericComparison``.
    package init(
        _ name: String, reference: [Double], current: [Double], settings: DriftSettings,
        columns: Int
    ) {
        let confidence = settings.confidence(columns: columns)
        do throws(DriftError) {
            let comparison = try NumericComparison(
                reference: reference, current: current, bins: settings.bins)
            let drift = try NumericDrift(comparison, settings: settings, confidence: confidence)
            self.init(
                name, drift, missing: comparison.missing, settings: settings,
                confidence: confidence)
        } catch {
            self.init(
                name, error, missing: (Self.missing(reference), Self.missing(current)),
                confidence: confidence)
        }
    }

    /// A column of numbers whose rows have weights.
    ///
    /// - Parameters:
    ///   - name: Of the column.
    ///   - reference: Its sample.
    ///   - current: The sample to compare.
    ///   - settings: What is asked for.
    ///   - columns: How many columns share the confidence.
    /// - Complexity: O(rows of both).
    package init(
        _ name: String, reference: SortedSample, current: SortedSample, settings: DriftSettings,
        columns: Int
    ) {
        let confidence = settings.confidence(columns: columns)
        let missing = ((reference.missing, reference.rows), (current.missing, current.rows))
        do throws(DriftError) {
            let comparison = try NumericComparison(
                reference: reference, current: current, bins: settings.bins)
            let drift = try NumericDrift(comparison, settings: settings, confidence: confidence)
            self.init(name, drift, missing: missing, settings: settings, confidence: confidence)
        } catch {
            self.init(name, error, missing: missing, confidence: confidence)
        }
    }

    /// A column of categories.
    package init(
        _ name: String, reference: CategorySample, current: CategorySample,
        settings: DriftSettings, columns: Int
    ) {
        self.init(
            name, reference: reference, current: current, settings: settings, columns: columns,
            slack: SketchSlack())
    }

    /// A column of categories that sketches counted.
    init(
        _ name: String, reference: CategorySample, current: CategorySample,
        settings: DriftSettings, columns: Int, slack: SketchSlack
    ) {
        let confidence = settings.confidence(columns: columns)
        let counts = ((reference.missing, reference.rows), (current.missing, current.rows))
        do throws(DriftError) {
            let drift = try CategoricalDrift(
                reference: reference, current: current, settings: settings,
                confidence: confidence, slack: slack)
            self.init(
                name, .categories(drift), effects: drift.effects, limit: settings.categories,
                pValue: drift.joinedChiSquare.pValue, missing: counts, settings: settings,
                confidence: confidence)
        } catch {
            self.init(name, error, missing: counts, confidence: confidence)
        }
    }

    /// Missing and other rows of the reference, and of the current sample.
    typealias MissingCounts = (reference: (Int, Int), current: (Int, Int))

    init(
        _ name: String, _ drift: NumericDrift, missing: MissingCounts, settings: DriftSettings,
        confidence: Double
    ) {
        self.init(
            name, .numbers(drift), effects: drift.effects, limit: settings.numbers,
            pValue: drift.kolmogorovSmirnov.pValue, missing: missing, settings: settings,
            confidence: confidence)
    }

    private init(
        _ name: String, _ measures: Measures, effects: [DriftEffect], limit: DriftLimit,
        pValue: Double, missing: MissingCounts, settings: DriftSettings, confidence: Double
    ) {
        self.name = name
        self.measures = measures
        self.pValue = pValue
        self.limit = limit.limit
        effect = effects.first { $0.measure == limit.measure }
        self.missing = Self.interval(missing, confidence)
        verdict = DriftVerdict(
            effect, limit: limit.limit, missing: self.missing, missingLimit: settings.missingLimit)
    }

    /// A column of which nothing can be measured.
    init(_ name: String, _ error: DriftError, missing: MissingCounts, confidence: Double) {
        self.name = name
        measures = .none(error)
        effect = nil
        limit = 0
        pValue = nil
        self.missing = Self.interval(missing, confidence)
        verdict = .unmeasured(error)
    }

    private static func missing(_ values: [Double]) -> (Int, Int) {
        let missing = values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
        return (missing, values.count - missing)
    }

    private static func interval(
        _ counts: MissingCounts, _ confidence: Double
    ) -> NewcombeInterval? {
        try? NewcombeInterval(
            first: (counts.current.0, counts.current.0 + counts.current.1),
            second: (counts.reference.0, counts.reference.0 + counts.reference.1),
            confidence: confidence)
    }
}
