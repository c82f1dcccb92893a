/// The place where a function of a number that is ≥ 0 passes from false to true.
///
/// Halves the way between two doubles in the order of all doubles, so 64 questions find the place to
/// its last digit, near 0 as far out.
enum MonotoneRoot {
    /// - Parameters:
    ///   - range: Within 0...∞; the answer is its upper end when nothing below it is true.
    ///   - isReached: Once true, true for all larger numbers.
    /// - Returns: The smallest double in the range for which `isReached`.
    static func first(in range: ClosedRange<Double>, where isReached: (Double) -> Bool) -> Double {
        var low = (range.lowerBound + 0).bitPattern
        var high = range.upperBound.bitPattern
        while low < high {
            let middle = low + (high - low) / 2
            if isReached(Double(bitPattern: middle)) { high = middle } else { low = middle + 1 }
        }
        return Double(bitPattern: high)
    }
}
