package import Transparency

/// Facts in words: a measure with its interval, a number to four decimals.
package enum MeasureText {
    package static func text(_ fact: JSON?) -> String {
        switch fact {
        case nil: return "unknown"
        case .number(let value)?: return number(value)
        case .string(let value)?: return "`\(value)`"
        case .object(let measure)?:
            guard case .number(let value)? = measure["value"],
                case .number(let lower)? = measure["lower"],
                case .number(let upper)? = measure["upper"]
            else { return "{…}" }
            let confidence = measure["confidence"]?.doubleValue ?? 0.95
            return "\(number(value)), \(number((confidence * 1000).rounded() / 10)) % interval "
                + "\(number(lower)) to \(number(upper))"
        case .array(let items)?: return "\(items.count) items"
        case .some(let other): return other.canonical
        }
    }

    /// To four decimals.
    package static func number(_ value: Double) -> String {
        let rounded = (value * 10_000).rounded() / 10_000
        guard abs(rounded) < 1e15 else { return "\(value)" }
        return rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
    }
}
