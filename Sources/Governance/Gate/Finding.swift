package import Transparency

/// What the gate found for one rule.
package struct Finding: Sendable, Hashable {
    package enum Outcome: String, Sendable, CaseIterable { case holds, violated, undecided, waived }

    package let rule: String
    package let title: String
    package let outcome: Outcome
    /// Why the rule is there, as its policy says.
    package let because: String
    /// What was seen and what is missing, each a phrase with its numbers.
    package let details: [String]
    /// What would settle it, a command where there is one; empty when the rule holds.
    package let remedy: String
    /// The paths of facts that are not known.
    package let missing: [String]
    /// The evidence and approvals it rests on.
    package let evidence: [Digest]
    package let waiver: Digest?
    package let controls: [String]

    package init(
        rule: String, title: String, outcome: Outcome, because: String, details: [String],
        remedy: String, missing: [String], evidence: [Digest], waiver: Digest?, controls: [String]
    ) {
        self.rule = rule
        self.title = title
        self.outcome = outcome
        self.because = because
        self.details = details
        self.remedy = remedy
        self.missing = missing
        self.evidence = evidence
        self.waiver = waiver
        self.controls = controls
    }

    package var json: JSON {
        var members: [String: JSON] = [
            "because": .string(because), "controls": .array(controls.map(JSON.string)),
            "details": .array(details.map(JSON.string)),
            "evidence": .array(evidence.map { .string($0.description) }),
            "missing": .array(missing.map(JSON.string)), "outcome": .string(outcome.rawValue),
            "remedy": .string(remedy), "rule": .string(rule), "title": .string(title),
        ]
        if let waiver { members["waiver"] = .string(waiver.description) }
        return .object(members)
    }
}
