extension ColumnDrift {
    /// As many equal rows as those of either side say; `nil` when nothing could be measured.
    package var effectiveRows: DriftPair? { effect?.rows }

    /// The same with the share of missing values by weight, and the verdict that follows.
    func weighing(
        missing first: WeightedMissing, minus second: WeightedMissing, settings: DriftSettings,
        confidence: Double
    ) -> ColumnDrift {
        var interval: NewcombeInterval?
        if let one = try? WilsonInterval(first.missing, first.known, confidence: confidence),
            let two = try? WilsonInterval(second.missing, second.known, confidence: confidence)
        {
            interval = NewcombeInterval(one, minus: two)
        }
        return ColumnDrift(self, missing: interval, missingLimit: settings.missingLimit)
    }

    private init(_ other: ColumnDrift, missing: NewcombeInterval?, missingLimit: Double) {
        name = other.name
        measures = other.measures
        effect = other.effect
        limit = other.limit
        pValue = other.pValue
        self.missing = missing
        if case .unmeasured = other.verdict {
            verdict = other.verdict
        } else {
            verdict = DriftVerdict(
                other.effect, limit: other.limit, missing: missing, missingLimit: missingLimit)
        }
    }
}

/// How much weight a column's missing values have, and the others.
struct WeightedMissing: Sendable, Equatable {
    private(set) var missing = WeightedSum()
    private(set) var known = WeightedSum()

    /// - Complexity: O(rows).
    init(_ values: DriftColumn.Values, _ weights: RowWeights?) {
        switch values {
        case .numbers(let numbers):
            for row in numbers.indices { add(weights?.values[row] ?? 1, numbers[row].isNaN) }
        case .categories(let codes, _):
            for row in codes.indices { add(weights?.values[row] ?? 1, codes[row] < 0) }
        }
    }

    private mutating func add(_ weight: Double, _ isMissing: Bool) {
        if isMissing { missing.add(weight) } else { known.add(weight) }
    }
}
