import Testing
import Transparency

@testable import Governance

@Suite struct FindingTests {
    private func finding(waiver: Digest?) -> Finding {
        Finding(
            rule: "r", title: "t", outcome: .waived, because: "b", details: ["d"], remedy: "m",
            missing: ["p"], evidence: [Income.digest("e")], waiver: waiver, controls: ["c"])
    }

    @Test func `a finding is recorded whole`() {
        let waiver = Income.digest("w")
        #expect(
            finding(waiver: waiver).json == [
                "because": "b", "controls": ["c"], "details": ["d"],
                "evidence": [.string(Income.digest("e").description)], "missing": ["p"],
                "outcome": "waived", "remedy": "m", "rule": "r", "title": "t",
                "waiver": .string(waiver.description),
            ])
        #expect(finding(waiver: nil).json["waiver"] == nil)
    }
}
