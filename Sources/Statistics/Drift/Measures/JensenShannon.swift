import RealModule

/// How much a bin tells about the side that a row is from.
///
/// `JS = ½ KL(r ‖ m) + ½ KL(c ‖ m)` with `m = (r + c) / 2`; it needs no smoothing.
///
/// Conventions: ``divergence`` is in nats; ``distance`` is its root, as in SciPy; ``share`` is the
/// root in base 2, 0...1, as NannyML and evidently give it.
package struct JensenShannon: Sendable, Equatable {
    /// In nats, 0...ln 2.
    package let divergence: Double
    /// The variance of what one row of the reference adds, and one of the current sample.
    let variances: (reference: Double, current: Double)

    /// 0...√ln 2.
    package var distance: Double { divergence.squareRoot() }
    /// 0...1.
    package var share: Double { Self.share(of: divergence) }

    static func share(of divergence: Double) -> Double {
        (divergence / Double.log(2)).squareRoot()
    }

    /// - Parameters:
    ///   - reference: Rows or weight per bin, ≥ 0; shape `[bins]`.
    ///   - current: The same bins; same shape.
    /// - Throws: ``DriftError`` when a side is empty, shapes differ or a number is out of its range.
    /// - Complexity: O(bins).
    package init(reference: [Double], current: [Double]) throws(DriftError) {
        let shares = try BinShares(reference, current, smoothing: 0)
        var sum = 0.0
        var (first, second) = (ShareMoments(), ShareMoments())
        for (r, c) in zip(shares.reference, shares.current) {
            let middle = (r + c) / 2
            let forth = r > 0 ? Double.log(r / middle) / 2 : 0
            let back = c > 0 ? Double.log(c / middle) / 2 : 0
            sum += r * forth + c * back
            first.add(r, forth)
            second.add(c, back)
        }
        divergence = min(max(sum, 0), Double.log(2))
        variances = (first.variance, second.variance)
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.divergence == other.divergence && one.variances == other.variances
    }
}
