import Foundation
import Transparency

/// A number of evidence with its interval, as a report shows it.
struct MeasuredValue {
    let value: Double
    let lower: Double
    let upper: Double
    let rows: Int?

    /// `nil` for anything else than a measure.
    init?(_ json: JSON?) {
        guard let value = json?["value"]?.doubleValue, let lower = json?["lower"]?.doubleValue,
            let upper = json?["upper"]?.doubleValue
        else { return nil }
        self.value = value
        self.lower = lower
        self.upper = upper
        rows = json?["n"]?.intValue
    }

    var text: String { Self.text(value) }
    var interval: String { "\(Self.text(lower)) to \(Self.text(upper))" }

    /// On an axis.
    static func tick(_ value: Double) -> String {
        value.magnitude < 1e-9 ? "0" : String(format: "%.3g", value).replacing("-", with: "−")
    }

    /// With three digits that count.
    static func text(_ value: Double) -> String {
        if value.magnitude < 1e-9 { return "0" }
        let format =
            value.magnitude >= 1000 ? "%.0f" : value.magnitude >= 1 ? "%.3g" : "%.3f"
        let text = String(format: value.magnitude < 0.0005 ? "%.1g" : format, value)
        return text.contains("e") ? text : text.replacing("-", with: "−")
    }
}
