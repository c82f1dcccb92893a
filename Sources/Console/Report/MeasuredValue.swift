import Foundation
import Transparency

/// A number of evidence with its interval, as a report shows it.
struct MeasuredValue {
    let value: Double
    let lower: Double
    let upper: Double

    /// `nil` for anything else than a measure; an end that is `null` is infinite.
    init?(_ json: JSON?) {
        guard let value = json?["value"]?.doubleValue, let lower = json?["lower"],
            let upper = json?["upper"]
        else { return nil }
        self.value = value
        self.lower = lower.doubleValue ?? -.infinity
        self.upper = upper.doubleValue ?? .infinity
    }

    init(value: Double, lower: Double, upper: Double) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }

    var text: String { Self.text(value) }
    var interval: String { "\(Self.text(lower)) to \(Self.text(upper))" }

    /// On an axis.
    static func tick(_ value: Double) -> String {
        value.magnitude < 1e-9 ? "0" : String(format: "%.3g", value).replacing("-", with: "−")
    }

    /// With three digits that count.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
        if value.magnitude < 1e-9 { return "0" }
        let format =
            switch value.magnitude {
            case ..<0.0005: "%.1g"
            case ..<1: "%.3f"
            case 1000..<1e15: "%.0f"
            default: "%.3g"
            }
        let text = String(format: format, value)
        return text.contains("e") ? text : text.replacing("-", with: "−")
    }
}
