/// Which number says how far two samples lie apart.
package enum DriftMeasure: String, Sendable, Equatable, CaseIterable {
    /// ``KolmogorovSmirnov/statistic``, 0...1; of numbers.
    case kolmogorovSmirnov
    /// ``WassersteinDistance/normed``, in standard deviations of the reference, ≥ 0; of numbers.
    case wasserstein
    /// ``PopulationStability/index``, in nats, ≥ 0.
    case populationStability
    /// ``JensenShannon/share``, 0...1.
    case jensenShannon
    /// ``ChiSquareTest/cramersV``, 0...1; of categories. It shrinks when one side has far more rows.
    case cramersV

    /// Of numbers only, or of categories only, or of both.
    package var fitsNumbers: Bool { self != .cramersV }
    package var fitsCategories: Bool { self != .kolmogorovSmirnov && self != .wasserstein }
}
