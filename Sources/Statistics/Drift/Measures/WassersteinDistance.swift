/// How far rows would have to move, on average, to turn one sample into the other.
///
/// `W₁ = ∫ |F − G|`, in the unit of the column. ``normed`` divides by the reference's standard
/// deviation (over the rows), and so has no unit.
package struct WassersteinDistance: Sendable, Equatable {
    /// ≥ 0.
    package let distance: Double
    /// In standard deviations of the reference; `nil` when the reference is constant.
    package let normed: Double?

    /// The distance, or `nil` where it is undefined because a value is infinite.
    package init?(_ comparison: NumericComparison) {
        distance = comparison.distance.area
        guard distance.isFinite, let deviation = comparison.referenceDeviation else { return nil }
        normed = deviation > 0 ? distance / deviation : nil
    }
}
