/// The place where a function of a number that is ≥ 0 passes from false to true.
///
/// Halves the way between two doubles in the order of all doubles, so 64 questions at most find the
/// place to its last digit, near 0 as far out.
enum MonotoneRoot {
    /// - Parameters:
    ///   - range: Within 0...∞; the answer is its upper end when nothing below it is true.
    ///   - digits: How many of the 52 binary digits after the first are asked for.
    ///   - isReached: Once true, true for all larger numbers.
    /// - Returns: The smallest double in the range for which `isReached`; with fewer digits, one that
    ///   is at most that much above it.
    static func first(
        in range: ClosedRange<Double>, digits: Int = 52, where isReached: (Double) -> Bool
    ) -> Double {
        if isReached(range.lowerBound) { return range.lowerBound }
        let step = UInt64(1) << UInt64(52 - digits)
        var low = (range.lowerBound + 0).bitPattern
        var high = range.upperBound.bitPattern
        while high - low >= step, low < high {
            let middle = low + (high - low) / 2
            if isReached(Double(bitPattern: middle)) { high = middle } else { low = middle + 1 }
        }
        return Double(bitPattern: high)
    }
}
