package import Transparency

/// Rules as code: what must be true of a version before it may make a transition.
package struct Policy: Sendable {
    /// Who may accept a finding, and for how long at most.
    package struct WaiverTerms: Sendable, Equatable {
        package let roles: Set<PrincipalRole>
        package let maxAgeDays: Int
    }

    package let name: String
    package let title: String
    package let scope: PolicyScope
    package let waivers: WaiverTerms
    package let rules: [Rule]
    /// What the conditions of all rules read.
    let needs: FactNeeds
    package let fixtures: [PolicyFixture]
    /// Of the file's bytes: what a decision names.
    package let digest: Digest

    /// What its rules ask sign-offs for, in the order of the rules.
    package var approvalDemands: [ApprovalDemand] { rules.compactMap(\.approvals) }
}

/// One thing that must hold: an expression, evidence, approvals, or several of them together.
package struct Rule: Sendable {
    package let id: String
    package let title: String
    package let condition: RuleCondition?
    package let evidence: EvidenceDemand?
    package let approvals: ApprovalDemand?
    package let because: String
    package let remedy: String?
    package let controls: [String]
    package let isWaivable: Bool
}

/// Evidence of a kind that must be there, young enough and well enough known.
package struct EvidenceDemand: Sendable, Equatable {
    package let kind: EvidenceKind
    package let maxAgeDays: Int?
    package let grade: Grade
    /// Parts it must have looked at: all that the version has in these roles.
    package let roles: [PartRole]
}

/// Sign-offs by different people, none of them the author.
package struct ApprovalDemand: Sendable, Equatable {
    package let roles: [PrincipalRole]
    package let count: Int
    package let grade: Grade
    package let maxAgeDays: Int?
    /// Parts that must have been looked at, all in these roles; empty for the whole version.
    package let parts: [PartRole]

    /// Whether a sign-off that holds is one of those asked for.
    func counts(_ approval: Approval, in dossier: Dossier) -> Bool {
        guard roles.contains(approval.role), approval.grade >= grade,
            approval.by != dossier.version.author, approval.at <= dossier.at
        else { return false }
        if let maxAgeDays, approval.at.adding(days: maxAgeDays) <= dossier.at { return false }
        return hasSeen(approval, in: dossier.version.composition)
    }

    func hasSeen(_ approval: Approval, in composition: Composition) -> Bool {
        parts.isEmpty
            ? composition.isSeen(by: approval.lookedAt)
            : composition.isSeen(by: approval.lookedAt, in: parts)
    }
}
