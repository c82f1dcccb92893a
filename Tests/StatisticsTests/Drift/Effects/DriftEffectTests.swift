import Testing

@testable import Statistics

@Suite struct DriftEffectTests {
    @Test func `an effect is beyond, within, or neither`() {
        let effect = DriftEffect(
            .kolmogorovSmirnov, estimate: 0.2, rule: .band(slack: 0),
            rows: DriftPair(reference: 2_000, current: 2_000), confidence: 0.95)
        #expect(effect.lower > 0.1 && effect.upper < 0.3)
        #expect(effect.isBeyond(0.1) == true && effect.isBeyond(0.3) == false)
        #expect(effect.isBeyond(0.2) == nil)
    }

    @Test func `what a sketch may be off widens the interval`() {
        let rows = DriftPair(reference: 2_000, current: 2_000)
        let sharp = DriftEffect(
            .kolmogorovSmirnov, estimate: 0.2, rule: .band(slack: 0), rows: rows, confidence: 0.95)
        let rough = DriftEffect(
            .kolmogorovSmirnov, estimate: 0.2, rule: .band(slack: 0.02), rows: rows,
            confidence: 0.95)
        #expect(isClose(sharp.lower - rough.lower, 0.02))
        #expect(isClose(rough.upper - sharp.upper, 0.02))
    }

    /// W₁ of two normal variables half a deviation apart is one half.
    @Test func `Wasserstein's interval holds the truth in 93 % of samples or more`() throws {
        var generator = SeededGenerator(seed: 41)
        var covered = 0
        for _ in 0..<300 {
            let first = (0..<400).map { _ in generator.normal() }
            let second = (0..<300).map { _ in generator.normal() + 0.5 }
            let drift = try NumericDrift(
                NumericComparison(reference: first, current: second), settings: DriftSettings(),
                confidence: 0.95)
            let effect = try #require(drift.effects.first { $0.measure == .wasserstein })
            covered += effect.lower <= 0.5 && 0.5 <= effect.upper ? 1 : 0
        }
        #expect(covered >= 279 && covered < 300)
    }
}
