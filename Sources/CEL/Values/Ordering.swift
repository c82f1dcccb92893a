/// Order of the language: numbers across types, text by code point, `false` before `true`.
///
/// Source: langdef.md, "Ordering".
enum Ordering: Sendable {
    case before, same, after
    /// One side is not a number.
    case none

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .before : left == right ? .same : left > right ? .after : .none
    }

    /// The order of two values, or nothing when no order is defined between their types.
    static func compare(_ left: CELValue, _ right: CELValue) -> Ordering? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return Ordering(left, right)
        case (.double(let left), .double(let right)): return Ordering(left, right)
        case (.string(let left), .string(let right)): return compare(left.utf8, right.utf8)
        case (.bool(let left), .bool(let right)): return Ordering(left ? 1 : 0, right ? 1 : 0)
        case (.bytes(let left), .bytes(let right)): return compare(left, right)
        case (.timestamp(let left), .timestamp(let right)): return Ordering(left, right)
        case (.duration(let left), .duration(let right)): return Ordering(left, right)
        default: return compareNumbers(left, right)
        }
    }

    private static func compare<Bytes: Sequence<UInt8>>(_ left: Bytes, _ right: Bytes) -> Ordering {
        if left.lexicographicallyPrecedes(right) { return .before }
        return left.elementsEqual(right) ? .same : .after
    }

    /// The order of two numbers of any types; nothing when one is not a number.
    static func compareNumbers(_ left: CELValue, _ right: CELValue) -> Ordering? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return Ordering(left, right)
        case (.uint(let left), .uint(let right)): return Ordering(left, right)
        case (.double(let left), .double(let right)): return Ordering(left, right)
        case (.int(let left), .uint(let right)):
            return left < 0 ? .before : Ordering(UInt64(left), right)
        case (.uint, .int): return compareNumbers(right, left)?.reversed
        case (.double(let left), .int(let right)): return compare(left, right)
        case (.double(let left), .uint(let right)): return compare(left, right)
        case (.int, .double), (.uint, .double): return compareNumbers(right, left)?.reversed
        default: return nil
        }
    }

    /// Within the integer's range the comparison is one of doubles, as the conformance suite
    /// asks: the greatest integer and 2⁶³ are the same.
    private static func compare<Whole: FixedWidthInteger>(
        _ left: Double, _ right: Whole
    ) -> Ordering {
        if left.isNaN { return .none }
        if left < Double(Whole.min) { return .before }
        if left > Double(Whole.max) { return .after }
        return Ordering(left, Double(right))
    }

    var reversed: Ordering {
        switch self {
        case .before: .after
        case .after: .before
        case .same, .none: self
        }
    }
}
