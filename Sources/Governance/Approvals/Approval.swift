package import Transparency

/// A person's dated sign-off, bound to digests.
package struct Approval: Sendable, Hashable {
    package let id: Digest
    package let subject: SubjectName
    package let to: String
    package let role: PrincipalRole
    package let by: Principal.ID
    package let grade: Grade
    package let at: Instant
    package let lookedAt: [Part]
    /// The version's root when the whole was approved; `nil` when only `lookedAt` was.
    package let root: Digest?
    /// Purpose and risk as they were: ``Subject/terms``.
    package let terms: Digest

    package init(
        id: Digest, subject: SubjectName, to: String, role: PrincipalRole, by: Principal.ID,
        grade: Grade, at: Instant, lookedAt: [Part], root: Digest?, terms: Digest
    ) {
        self.id = id
        self.subject = subject
        self.to = to
        self.role = role
        self.by = by
        self.grade = grade
        self.at = at
        self.lookedAt = lookedAt.sorted()
        self.root = root
        self.terms = terms
    }

    /// INVARIANT: an approval holds exactly while the bytes, and the terms, it accepted are there;
    /// one that looked at nothing never does.
    package func standing(for composition: Composition, terms now: Digest) -> Standing {
        let lost = lookedAt.filter { !composition.contains($0) }
        guard lost.isEmpty, !lookedAt.isEmpty else { return .void(Set(lost.map(\.role)).sorted()) }
        if let root, root != composition.root {
            let known = Set(lookedAt)
            let added = composition.parts.filter { !known.contains($0) }
            return .voidByComposition(Set(added.map(\.role)).sorted())
        }
        return terms == now ? .holds : .voidByTerms
    }

    package var json: JSON {
        var members: [String: JSON] = [
            "at": .string(at.description), "by": .string(by.text),
            "grade": .string(grade.rawValue), "id": .string(id.description),
            "lookedAt": .array(lookedAt.map(\.json)), "role": .string(role.rawValue),
            "subject": .string(subject.description), "terms": .string(terms.description),
            "to": .string(to),
        ]
        if let root { members["root"] = .string(root.description) }
        return .object(members)
    }

    /// Reads what ``json`` writes; `nil` too when it looked at nothing.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let subject = json["subject"]?.stringValue.flatMap({ SubjectName($0) }),
            let to = json["to"]?.stringValue,
            let role = json["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
            let by = json["by"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let lookedAt = json["lookedAt"]?.parts, !lookedAt.isEmpty,
            let terms = json["terms"]?.stringValue.flatMap({ Digest($0) }),
            let root = json.optional("root", { Digest($0) })
        else { return nil }
        self.init(
            id: id, subject: subject, to: to, role: role, by: .init(by), grade: grade, at: at,
            lookedAt: lookedAt, root: root, terms: terms)
    }
}

/// Why a sign-off was not taken.
package enum ApprovalRefusal: Error, Sendable, Equatable {
    case authorMayNotApprove
    /// The principal acts in none of the roles that the policy asks for.
    case roleNotAsked(has: [PrincipalRole], asked: [PrincipalRole])
    case nothingToApprove(to: String)
    case gradeTooLow(has: Grade, asked: Grade)
    /// This person's approval counts already wherever another in the same role would.
    case alreadyApproved(Digest)
    case roleMayNotSignOff(PrincipalRole)
}

extension Approval {
    /// Which role a principal approves in, or why it may not: the first in which it adds something.
    ///
    /// `asked`: What the policy asks approvals for at the dossier's transition.
    package static func role(
        for principal: Principal, on dossier: Dossier, asked: [ApprovalDemand]
    ) throws(ApprovalRefusal) -> PrincipalRole {
        guard principal.id != dossier.version.author else { throw .authorMayNotApprove }
        let roles = Set(asked.flatMap(\.roles))
        guard !roles.isEmpty else { throw .nothingToApprove(to: dossier.to) }
        var refusals: [ApprovalRefusal] = []
        for role in principal.roles.intersection(roles).sorted() {
            let reason = reason(against: principal, in: role, on: dossier, asked: asked)
            guard let reason else { return role }
            refusals.append(reason)
        }
        throw refusals.first
            ?? .roleNotAsked(has: principal.roles.sorted(), asked: roles.sorted())
    }

    private static func reason(
        against principal: Principal, in role: PrincipalRole, on dossier: Dossier,
        asked: [ApprovalDemand]
    ) -> ApprovalRefusal? {
        guard role.maySignOff else { return .roleMayNotSignOff(role) }
        let demands = asked.filter { $0.roles.contains(role) }
        let open = demands.filter { $0.grade <= principal.grade }
        guard !open.isEmpty else {
            let least = demands.map(\.grade).min() ?? .declared
            return .gradeTooLow(has: principal.grade, asked: least)
        }
        let own = dossier.holdingApprovals.filter { $0.by == principal.id }
        let counted = open.map { demand in own.first { demand.counts($0, in: dossier) } }
        guard let first = counted.first, let earlier = first, !counted.contains(nil) else {
            return nil
        }
        return .alreadyApproved(earlier.id)
    }
}
