/// When a score counts as a decision for: tools differ, and rows on the threshold with them.
package enum ThresholdRule: String, Sendable, Equatable, CaseIterable {
    /// `score > threshold`, as Fairness Indicators and TensorFlow Model Analysis do.
    case above
    /// `score >= threshold`, as ProPublica's table and most scorecards do.
    case atLeast

    package func decides(_ score: Double, _ threshold: Double) -> Bool {
        switch self {
        case .above: score > threshold
        case .atLeast: score >= threshold
        }
    }
}
