/// How a feature may change in a counterfactual.
package struct FeatureRule: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case number
        case wholeNumber
        /// The numbers that are its names.
        case category([Double])
    }

    package enum Change: String, Sendable, Equatable {
        case free
        case immutable
        case onlyIncrease
        case onlyDecrease
    }

    package var kind: Kind
    package var change: Change
    /// What a new value must lie in; whatever the row has now may stay.
    package var range: ClosedRange<Double>

    package init(
        kind: Kind = .number, change: Change = .free,
        range: ClosedRange<Double> = -.infinity ... .infinity
    ) {
        self.kind = kind
        self.change = change
        self.range = range
    }

    /// Whether a feature may become a value.
    package func allows(_ value: Double, from old: Double) -> Bool {
        if value == old || value.isNaN && old.isNaN { return true }
        guard value.isFinite, range.contains(value), isOfKind(value) else { return false }
        switch change {
        case .free: return true
        case .immutable: return false
        // From a missing value there is no up or down.
        case .onlyIncrease: return value > old
        case .onlyDecrease: return value < old
        }
    }

    private func isOfKind(_ value: Double) -> Bool {
        switch kind {
        case .number: true
        case .wholeNumber: value.rounded() == value
        case .category(let names): names.contains(value)
        }
    }

    /// How far two values are apart: in scales for numbers, 0 or 1 for categories and gaps.
    func distance(_ first: Double, _ second: Double, scale: Double) -> Double {
        if first == second || first.isNaN && second.isNaN { return 0 }
        if case .category = kind { return 1 }
        if first.isNaN || second.isNaN { return 1 }
        return (first - second).magnitude / scale
    }
}
