/// How far measures may be off because sketches and not rows made them.
///
/// Of the largest distance the slack is the sum of both sketches' bounds on a rank. Roots of the
/// stability index and of its kin obey the triangle inequality near no drift, so each side adds
/// the root of its own index between truth and sketch, `√Σ δ² / p` over the bins, with `δ` three
/// fifths of the bound on a share: one and a half standard deviations in every bin at once.
struct SketchSlack: Sendable, Equatable {
    /// Of the largest distance of two distribution functions.
    private(set) var distance = 0.0
    /// Of Wasserstein's distance: a rank's error over the width of the reference's middle 99 %.
    private(set) var width = 0.0
    /// What each bin's share may be off.
    private var shares = DriftPair(reference: 0, current: 0)

    /// Of rows.
    init() {}

    init(_ reference: QuantileSketch, _ current: QuantileSketch) {
        distance = reference.rankError + current.rankError
        width = distance > 0 ? distance * Self.middleWidth(reference.sample) : 0
        shares = DriftPair(
            reference: reference.shareError * 0.6, current: current.shareError * 0.6)
    }

    init(_ reference: FrequentItems, _ current: FrequentItems) {
        shares = DriftPair(
            reference: Double(reference.error) / Double(max(reference.total, 1)),
            current: Double(current.error) / Double(max(current.total, 1)))
    }

    /// Of the root of the stability index over bins with these counts.
    func root(_ reference: [Double], _ current: [Double]) -> Double {
        Self.root(shares.reference, reference) + Self.root(shares.current, current)
    }

    private static func root(_ error: Double, _ counts: [Double]) -> Double {
        guard error > 0 else { return 0 }
        let sum = counts.reduce(0, +)
        return counts.reduce(0) { $0 + error * error / max($1 / sum, error) }.squareRoot()
    }

    /// How far apart the ends of the middle 99 % lie; 0 of no rows.
    private static func middleWidth(_ sample: SortedSample) -> Double {
        guard sample.rows > 0 else { return 0 }
        var (below, low, high) = (0.0, 0, sample.rows - 1)
        for place in sample.weights.indices {
            if below < 0.005 * sample.weight { low = place }
            below += sample.weights[place]
            if below >= 0.995 * sample.weight {
                high = place
                break
            }
        }
        return sample.value(high) - sample.value(low)
    }
}
