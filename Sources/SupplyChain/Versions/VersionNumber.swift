/// A whole number in a version, ≥ 0 and as large as its author liked: dates with seconds and build
/// numbers are common.
package struct VersionNumber: Sendable, Hashable {
    /// Decimal digits without leading zeros; `0` is one digit.
    package let digits: String

    package static let zero = VersionNumber(digits: "0")

    private init(digits: String) { self.digits = digits }

    /// - Parameter digits: ASCII digits, leading zeros allowed; none means zero.
    init(_ digits: ArraySlice<UInt8>) {
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        self = significant.isEmpty ? .zero : VersionNumber(digits: significant.text)
    }
}

extension VersionNumber: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        let leftCount = left.digits.utf8.count
        let rightCount = right.digits.utf8.count
        return leftCount == rightCount
            ? left.digits.utf8.lexicographicallyPrecedes(right.digits.utf8)
            : leftCount < rightCount
    }
}

extension VersionNumber: CustomStringConvertible {
    package var description: String { digits }
}
