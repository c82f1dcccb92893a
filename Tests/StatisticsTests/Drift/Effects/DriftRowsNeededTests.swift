import Testing

@testable import Statistics

@Suite struct DriftRowsNeededTests {
    private func effect(_ estimate: Double, _ reference: Double, _ current: Double) -> DriftEffect {
        DriftEffect(
            .kolmogorovSmirnov, estimate: estimate, rule: .band(slack: 0),
            rows: DriftPair(reference: reference, current: current), confidence: 0.95)
    }

    @Test func `so many current rows decide, and a few less do not`() throws {
        let unsure = effect(0.15, 100_000, 300)
        guard case .current(let rows) = DriftRowsNeeded(unsure, limit: 0.1) else {
            Issue.record("current rows would do")
            return
        }
        #expect(rows > 300)
        let more = DriftPair(reference: 100_000, current: Double(rows))
        #expect(unsure.among(more).isBeyond(0.1) == true)
        let fewer = DriftPair(reference: 100_000, current: Double(rows) * 0.97)
        #expect(unsure.among(fewer).isBeyond(0.1) == nil)
    }

    @Test func `the smaller side is asked for first`() {
        guard case .reference(let rows) = DriftRowsNeeded(effect(0.15, 300, 100_000), limit: 0.1)
        else {
            Issue.record("rows of the reference would do")
            return
        }
        guard case .current(let mirrored) = DriftRowsNeeded(effect(0.15, 100_000, 300), limit: 0.1)
        else {
            Issue.record("current rows would do")
            return
        }
        #expect(rows > 300 && rows == mirrored)
    }

    @Test func `a small reference must grow too`() {
        guard
            case .both(let reference, let current) = DriftRowsNeeded(
                effect(0.15, 100, 100), limit: 0.1)
        else {
            Issue.record("both sides must grow")
            return
        }
        #expect(reference > 100 && current == reference)
    }

    @Test func `an effect at the limit is never decided`() {
        #expect(
            DriftRowsNeeded(effect(0.1, 100, 100), limit: 0.1) == .moreThan(10_000_000_000))
    }
}
