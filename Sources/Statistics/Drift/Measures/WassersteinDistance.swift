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
    ///
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(rows of both).
    package init?(reference: SortedSample, current: SortedSample) throws(DriftError) {
        guard reference.rows > 0 else { throw .noValues(.reference) }
        guard current.rows > 0 else { throw .noValues(.current) }
        self.init(DistributionDistance(reference, current), reference, current)
    }

    init?(_ area: DistributionDistance, _ reference: SortedSample, _ current: SortedSample) {
        guard !current.hasInfinity, let moments = reference.moments, area.area.isFinite
        else { return nil }
        distance = area.area
        let deviation = moments.variance.squareRoot()
        normed = deviation > 0 ? distance / deviation : nil
    }
}
