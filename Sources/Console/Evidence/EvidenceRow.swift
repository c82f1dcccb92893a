import Governance
import Operations
import Transparency

/// One piece of evidence or one sign-off in a dossier.
struct EvidenceRow: Sendable {
    let what: String
    let result: String
    let lookedAt: String
    let grade: GradeMark
    let givenBy: String
    let made: Moment
    let freshness: Freshness?
    /// Whether it speaks of other bytes or terms than these.
    let isVoid: Bool
    let measures: [EvidenceSummary.Measure]
    let hasMeasures: Bool

    init(_ evidence: Evidence, in review: ReviewVersion.Reviewed, now: Instant) {
        let standing = evidence.standing(for: review.shown.dossier.version.composition)
        let summary = EvidenceSummary(evidence)
        what = evidence.kind.title
        result = standing.isHolding ? summary.line : Self.reason(standing)
        lookedAt = evidence.roles.map(\.rawValue).joined(separator: ", ")
        grade = GradeMark(evidence.grade)
        givenBy = review.people.name(evidence.by.text)
        made = Moment(evidence.at, now: now)
        isVoid = !standing.isHolding
        let end = isVoid ? nil : review.outlook?.end(of: evidence)
        freshness = end.map { Freshness(from: evidence.at, until: $0, now: now) }
        measures = isVoid ? [] : summary.measures
        hasMeasures = !measures.isEmpty
    }

    init(_ approval: Approval, in review: ReviewVersion.Reviewed, now: Instant) {
        let dossier = review.shown.dossier
        let standing = approval.standing(
            for: dossier.version.composition, terms: dossier.subject.terms)
        what = "Approval as \(Wording.title(approval.role.rawValue).lowercased())"
        result =
            standing.isHolding ? "approved for \(approval.to)" : Self.reason(standing)
        lookedAt =
            approval.root == nil
            ? Set(approval.lookedAt.map(\.role)).sorted().map(\.rawValue).joined(separator: ", ")
            : "the whole version"
        grade = GradeMark(approval.grade)
        givenBy = review.people.name(approval.by.text)
        made = Moment(approval.at, now: now)
        isVoid = !standing.isHolding
        let end = isVoid ? nil : review.outlook?.end(of: approval)
        freshness = end.map { Freshness(from: approval.at, until: $0, now: now) }
        measures = []
        hasMeasures = false
    }

    private static func reason(_ standing: Standing) -> String {
        switch standing {
        case .holds: ""
        case .void(let roles): "void: \(Wording.list(roles.map(\.rawValue))) changed"
        case .voidByTerms: "void: the purpose or the risk changed"
        case .voidByComposition(let roles):
            "void: \(Wording.list(roles.map(\.rawValue))) came or went"
        }
    }
}

extension ReviewVersion.Outlook {
    /// When evidence counts no longer, by its own word or the policy's; `nil` for never.
    fileprivate func end(of evidence: Evidence) -> Instant? {
        let ages = policy.rules.compactMap(\.evidence).filter { $0.kind == evidence.kind }
            .compactMap(\.maxAgeDays)
        return (ages.map { evidence.at.adding(days: $0) } + [evidence.expiresAt].compactMap(\.self))
            .min()
    }

    fileprivate func end(of approval: Approval) -> Instant? {
        policy.approvalDemands.filter { $0.roles.contains(approval.role) }
            .compactMap(\.maxAgeDays).map { approval.at.adding(days: $0) }.min()
    }
}
