import RealModule
import Testing

@testable import Statistics

@Suite struct SquaredEffectTests {
    /// Share of 300 samples whose interval of each measure holds the true value.
    private func coverage(
        _ p: [Double], _ q: [Double], rows: (Int, Int)
    ) throws -> [DriftMeasure: Double] {
        var generator = SeededGenerator(seed: 31)
        let truth: [DriftMeasure: Double] = [
            .populationStability: try PopulationStability(
                reference: p, current: q, smoothing: 0
            ).index,
            .jensenShannon: try JensenShannon(reference: p, current: q).share,
            .cramersV: try ChiSquareTest(
                reference: p.map { $0 * Double(rows.0) }, current: q.map { $0 * Double(rows.1) }
            ).cramersV,
        ]
        var covered: [DriftMeasure: Double] = [:]
        let names = p.indices.map(String.init)
        for _ in 0..<300 {
            let drift = try CategoricalDrift(
                reference: CategorySample(counts: generator.counts(rows.0, p), names: names),
                current: CategorySample(counts: generator.counts(rows.1, q), names: names),
                settings: DriftSettings(), confidence: 0.95)
            for effect in drift.effects {
                let value = try #require(truth[effect.measure])
                if effect.lower <= value && value <= effect.upper {
                    covered[effect.measure, default: 0] += 1.0 / 300
                }
            }
        }
        return covered
    }

    @Test(arguments: [0, 0.02, 0.1, 0.3, 0.6])
    func `95 % intervals hold the truth in 93 % of samples or more`(_ shift: Double) throws {
        let p = [0.3, 0.25, 0.2, 0.15, 0.1]
        let q = zip(p, [0.1, 0.15, 0.2, 0.25, 0.3]).map { $0 * (1 - shift) + $1 * shift }
        for (measure, share) in try coverage(p, q, rows: (900, 700)) {
            #expect(share >= 0.93 - 1e-9, "\(measure), shift \(shift)")
            // Where nothing has changed, the truth is at the end of the scale.
            #expect(shift == 0 || share <= 0.985, "\(measure), shift \(shift)")
        }
    }

    @Test func `the lower bound is 0 when a test finds nothing`() throws {
        let drift = try CategoricalDrift(
            reference: CategorySample(counts: [50, 50], names: ["a", "b"]),
            current: CategorySample(counts: [48, 52], names: ["a", "b"]),
            settings: DriftSettings(), confidence: 0.95)
        #expect(drift.effects.allSatisfy { $0.lower == 0 && $0.upper > $0.estimate })
    }
}
