import Testing

@testable import Governance

@Suite struct VerdictTests {
    private func verdict(_ outcomes: [Finding.Outcome]) -> Verdict {
        Verdict(
            outcomes.map {
                Finding(
                    rule: "rule", title: "", outcome: $0, because: "", details: [], remedy: "",
                    missing: [], evidence: [], waiver: nil, controls: [])
            })
    }

    @Test func `a policy without findings never allows`() {
        #expect(verdict([]) == .undecided)
    }

    @Test(
        arguments: [
            ([.holds], .allow), ([.waived], .allow), ([.holds, .waived, .holds], .allow),
            ([.violated], .deny), ([.undecided], .undecided), ([.holds, .undecided], .undecided),
            ([.undecided, .violated], .deny), ([.violated, .undecided, .holds, .waived], .deny),
            ([.waived, .undecided], .undecided),
        ] as [([Finding.Outcome], Verdict)])
    func `a broken rule denies, an undecided one keeps the gate closed`(
        outcomes: [Finding.Outcome], expected: Verdict
    ) {
        #expect(verdict(outcomes) == expected)
        #expect(verdict(outcomes.reversed()) == expected)
    }

    @Test func `it allows exactly when there are findings and all hold or are waived`() {
        var random = SeededRandom()
        for _ in 0..<1000 {
            let outcomes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                random.one(of: Finding.Outcome.allCases)
            }
            let passes = outcomes.allSatisfy { $0 == .holds || $0 == .waived } && !outcomes.isEmpty
            #expect((verdict(outcomes) == .allow) == passes)
            #expect((verdict(outcomes) == .deny) == outcomes.contains(.violated))
        }
    }
}
