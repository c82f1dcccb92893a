/// The ratio of two shares, first over second, and where its true value may lie.
///
/// The bounds are the ratios `θ` at which the interval of `p₁ − θ·p₂`, joined from the Wilson
/// bounds of the two shares, touches 0. Unlike an interval of log ratios it is defined when the
/// first share is 0.
///
/// Source: A. Donner and G. Zou, *Closed-form confidence intervals for functions of the normal
/// mean and standard deviation* (MOVER), Statistical Methods in Medical Research 21 (2012),
/// section on ratios, over Wilson's limits.
package struct ShareRatioInterval: Sendable, Equatable {
    package let first: WilsonInterval
    package let second: WilsonInterval
    package let confidence: Double
    /// The observed ratio, ≥ 0.
    package let ratio: Double
    package let lower: Double
    package let upper: Double

    /// The ratio, or `nil` where it is undefined because the second share is 0.
    init?(_ first: WilsonInterval, over second: WilsonInterval) {
        guard let bounds = RatioBounds(ShareBounds(first), over: ShareBounds(second)) else {
            return nil
        }
        self.first = first
        self.second = second
        confidence = first.confidence
        (ratio, lower, upper) = (bounds.ratio, bounds.lower, bounds.upper)
    }
}

/// MOVER's bounds from two shares with theirs.
struct RatioBounds: Sendable, Equatable {
    let ratio: Double
    let lower: Double
    let upper: Double

    /// `nil` when the second share is 0.
    init?(_ first: ShareBounds, over second: ShareBounds) {
        guard second.share > 0 else { return nil }
        let product = first.share * second.share
        let (p1, p2) = (first.share, second.share)
        ratio = p1 / p2

        // Each bound is a root of aθ² − 2·product·θ + c = 0. The lower is written without
        // division by `a`, which may be 0 or negative there.
        let lowerC = first.lower * (2 * p1 - first.lower)
        let lowerA = second.upper * (2 * p2 - second.upper)
        let lowerRoot = max(product * product - lowerA * lowerC, 0).squareRoot()
        lower = lowerC == 0 ? 0 : min(lowerC / (product + lowerRoot), ratio)

        let upperC = first.upper * (2 * p1 - first.upper)
        let upperA = second.lower * (2 * p2 - second.lower)
        let upperRoot = max(product * product - upperA * upperC, 0).squareRoot()
        upper = max((product + upperRoot) / upperA, ratio)
    }

    /// How small the ratio may be, whichever share is truly the smaller; 0...1.
    var least: Double { min(lower, 1 / upper) }
    /// How large the ratio may be, whichever share is truly the smaller; 0...1.
    var most: Double { lower > 1 ? 1 / lower : min(upper, 1) }
}
