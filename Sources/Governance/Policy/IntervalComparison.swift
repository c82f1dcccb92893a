import CEL
import Transparency

/// Compares a measured value with a limit by its interval, never by its point alone.
///
/// True when the whole interval keeps the limit, false when the whole interval breaks it, and
/// unknown while the limit lies inside: then only more rows can tell. A bare number is exact.
enum IntervalComparison: String, CaseIterable {
    case atLeast, atMost

    /// Marks an unknown that more rows would settle.
    static let needsRows = "(more rows)"

    /// A limit is a number of any kind: a whole one may be written `1000`.
    var overloads: [CELOverload] {
        [
            CELOverload(parameters: .dyn, .double, result: .bool) {
                (value, limit) throws(CELError) in
                guard case .double(let limit) = limit else { throw self.misuse }
                return try self.compare(value, with: limit)
            },
            CELOverload(parameters: .dyn, .int, result: .bool) { (value, limit) throws(CELError) in
                guard case .int(let limit) = limit else { throw self.misuse }
                return try self.compare(value, with: Double(limit))
            },
        ]
    }

    private var misuse: CELError {
        CELError(.noSuchOverload, "`\(rawValue)` takes a measured value and a limit")
    }

    private func compare(_ value: CELValue, with limit: Double) throws(CELError) -> CELValue {
        if case .unknown = value { return value }
        guard let (lower, upper) = Self.bounds(value) else {
            throw CELError(
                .noSuchOverload,
                "`\(rawValue)` takes a number, or a measure with `lower` up to `upper`, "
                    + "as its first argument")
        }
        return outcome(lower: lower, upper: upper, limit).map(CELValue.bool)
            ?? .unknown(CELUnknown(paths: [Self.needsRows]))
    }

    /// Whether the interval keeps the limit; `nil` while the limit lies inside.
    private func outcome(lower: Double, upper: Double, _ limit: Double) -> Bool? {
        switch self {
        case .atLeast: lower >= limit ? true : upper < limit ? false : nil
        case .atMost: upper <= limit ? true : lower > limit ? false : nil
        }
    }

    /// The same for a fact; `nil` also when it is no measure.
    func outcome(_ fact: JSON?, _ limit: Double) -> Bool? {
        if let exact = fact?.doubleValue { return outcome(lower: exact, upper: exact, limit) }
        guard let lower = fact?["lower"]?.doubleValue, let upper = fact?["upper"]?.doubleValue,
            lower <= upper
        else { return nil }
        return outcome(lower: lower, upper: upper, limit)
    }

    private static let lowerKey = CELTextKey("lower")
    private static let upperKey = CELTextKey("upper")

    private static func bounds(_ value: CELValue) -> (Double, Double)? {
        switch value {
        case .double(let exact): return (exact, exact)
        case .int(let exact): return (Double(exact), Double(exact))
        case .map(let measure):
            guard case .double(let lower)? = measure[lowerKey],
                case .double(let upper)? = measure[upperKey], lower <= upper
            else { return nil }
            return (lower, upper)
        default: return nil
        }
    }
}
