/// What a drift report is asked for.
package struct DriftSettings: Sendable, Equatable {
    /// Of all intervals of a report together: each column's holds with its share of the rest
    /// (Bonferroni).
    package let confidence: Double
    /// The limit on the share of columns said to have changed that have not.
    package let falseDiscoveryRate: Double
    /// Bins for the stability of numbers, at most.
    package let bins: Int
    /// Rows added to each bin for the stability index.
    package let smoothing: Double
    /// What decides of a column of numbers, and above what limit it has drifted.
    package let numbers: DriftLimit
    /// The same of categories.
    package let categories: DriftLimit
    /// How far the share of missing values may move; 0...1.
    package let missingLimit: Double

    /// - Throws: ``DriftError`` when a setting is out of its range.
    package init(
        confidence: Double = 0.95, falseDiscoveryRate: Double = 0.05, bins: Int = 10,
        smoothing: Double = 0.5,
        numbers: DriftLimit = DriftLimit(.kolmogorovSmirnov, 0.1),
        categories: DriftLimit = DriftLimit(.jensenShannon, 0.1), missingLimit: Double = 0.1
    ) throws(DriftError) {
        for (what, value) in [
            ("confidence", confidence), ("false discovery rate", falseDiscoveryRate),
        ] where !(value > 0 && value < 1) {
            throw .shareOutOfRange(what: what, value: value)
        }
        for (what, value, isGood) in [
            ("bins", Double(bins), bins >= 2 && bins <= 10_000),
            ("smoothing", smoothing, smoothing > 0 && smoothing < .infinity),
            ("limit of numbers", numbers.limit, numbers.limit >= 0 && numbers.measure.fitsNumbers),
            (
                "limit of categories", categories.limit,
                categories.limit >= 0 && categories.measure.fitsCategories
            ),
            ("limit of missing values", missingLimit, missingLimit >= 0 && missingLimit <= 1),
        ] where !isGood {
            throw .settingOutOfRange(what: what, value: value)
        }
        self.confidence = confidence
        self.falseDiscoveryRate = falseDiscoveryRate
        self.bins = bins
        self.smoothing = smoothing
        self.numbers = numbers
        self.categories = categories
        self.missingLimit = missingLimit
    }

    /// The confidence of one interval, when each of so many columns has two.
    func confidence(columns: Int) -> Double {
        1 - (1 - confidence) / Double(2 * max(columns, 1))
    }
}

/// A measure and the value above which it is too much.
package struct DriftLimit: Sendable, Equatable {
    package let measure: DriftMeasure
    package let limit: Double

    package init(_ measure: DriftMeasure, _ limit: Double) {
        self.measure = measure
        self.limit = limit
    }
}
