/// Whether one of two versions is right more often on the same rows.
///
/// Only rows count that one got right and the other wrong. Under no difference either has half of
/// them, so the exact p-value is twice the smaller tail of a binomial law, at most 1.
///
/// Source: Q. McNemar, Psychometrika 12 (1947), in its exact form.
package struct McNemarTest: Sendable, Equatable {
    /// Rows that the first got right and the second wrong.
    package let onlyFirst: Int
    /// Rows that the second got right and the first wrong.
    package let onlySecond: Int
    package let pValue: Double

    /// - Parameters: Rows, each ≥ 0.
    package init(onlyFirst: Int, onlySecond: Int) {
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
        let (least, most) = (min(onlyFirst, onlySecond), max(onlyFirst, onlySecond))
        guard most > least else {
            pValue = 1
            return
        }
        // P(X ≤ k) = I½(n − k, k + 1) for the binomial of n and ½.
        let tail = IncompleteBeta(a: Double(most), b: Double(least + 1), x: 0.5).lower
        pValue = min(2 * tail, 1)
    }
}
