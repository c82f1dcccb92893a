import Foundation
import Statistics

/// Measured numbers as people read them.
enum FigureText {
    /// With three digits that count.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : value < 0 ? "−∞" : "∞" }
        let isLong = abs(value) >= 1000 && abs(value) < 1e15
        let text = String(format: isLong ? "%.0f" : "%.3g", value)
        return text == "-0" ? "0" : text
    }

    /// A value and where the true one may lie.
    static func text(_ estimate: Estimate) -> String {
        "\(text(estimate.value)) [\(text(estimate.lower)), \(text(estimate.upper))]"
    }
}
