/// What a policy is written for.
package struct PolicyScope: Sendable, Equatable {
    package let kinds: Set<SubjectKind>
    package let risks: Set<RiskTier>
    package let transitions: Set<String>

    package init(kinds: Set<SubjectKind>, risks: Set<RiskTier>, transitions: Set<String>) {
        self.kinds = kinds
        self.risks = risks
        self.transitions = transitions
    }

    package func covers(_ subject: Subject, transition: String) -> Bool {
        kinds.contains(subject.name.kind) && risks.contains(subject.risk)
            && transitions.contains(transition)
    }

    /// Reads a policy no further than this: its rules may be wrong.
    ///
    /// - Throws: ``PolicyError`` with the place of what is wrong with its keys or its `applies`.
    package init(of document: PolicyNode) throws(PolicyError) {
        try self.init(reading: Policy.reader(of: document).required("applies"))
    }

    init(reading node: PolicyNode) throws(PolicyError) {
        let reader = try PolicyReader(node, what: "`applies`", keys: ["kinds", "risk", "to"])
        kinds = Set(try reader.choices("kinds", default: SubjectKind.allCases))
        risks = Set(try reader.choices("risk", default: RiskTier.allCases))
        transitions = Set(try reader.texts("to"))
        guard !transitions.isEmpty else {
            throw PolicyError(node, "`applies` must have `to`, such as `[production]`")
        }
    }
}
