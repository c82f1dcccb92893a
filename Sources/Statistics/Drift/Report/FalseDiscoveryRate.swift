/// P-values raised so that a limit on them limits the share of false ones among those below it.
///
/// Benjamini and Hochberg's: the `i`-th smallest of `m` becomes the least of `p₍ⱼ₎ · m / j` over
/// `j ≥ i`, at most 1. Holds for independent and for positively dependent tests.
///
/// Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289.
package struct FalseDiscoveryRate: Sendable, Equatable {
    /// In the order of the p-values; same shape.
    package let adjusted: [Double]

    /// - Parameter pValues: 0...1 each; shape `[tests]`.
    /// - Throws: ``DriftError/valueOutOfRange(row:value:)``.
    /// - Complexity: O(tests · log tests).
    package init(_ pValues: [Double]) throws(DriftError) {
        for test in pValues.indices where !(pValues[test] >= 0 && pValues[test] <= 1) {
            throw .valueOutOfRange(row: test, value: pValues[test])
        }
        let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
        var adjusted = pValues
        var least = 1.0
        for (above, test) in order.enumerated() {
            let rank = pValues.count - above
            least = min(least, pValues[test] * Double(pValues.count) / Double(rank))
            adjusted[test] = least
        }
        self.adjusted = adjusted
    }
}
