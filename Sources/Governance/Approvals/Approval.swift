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

    /// INVARIANT: an approval holds exactly while the bytes, and the terms, it accepted are there.
    package func standing(for composition: Composition, terms now: Digest) -> Standing {
        let lost = lookedAt.filter { !composition.contains($0) }
        guard lost.isEmpty else { return .void(Set(lost.map(\.role)).sorted()) }
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

    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let subject = json["subject"]?.stringValue.flatMap({ SubjectName($0) }),
            let to = json["to"]?.stringValue,
            let role = json["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
            let by = json["by"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let lookedAt = json["lookedAt"]?.parts,
            let terms = json["terms"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        let rootText = json["root"]?.stringValue
        let root = rootText.flatMap { Digest($0) }
        guard (rootText == nil) == (root == nil) else { return nil }
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
    case alreadyApproved(Digest)
    case roleMayNotSignOff(PrincipalRole)
}

extension Approval {
    /// Which role a principal approves in, or why it may not.
    ///
    /// - Parameters:
    ///   - asked: What the policy asks approvals for at this transition.
    ///   - standing: Approvals that hold already.
    package static func role(
        for principal: Principal, author: Principal.ID, asked: [ApprovalDemand],
        standing: [Approval], to: String
    ) throws(ApprovalRefusal) -> PrincipalRole {
        guard principal.id != author else { throw .authorMayNotApprove }
        let roles = Set(asked.flatMap(\.roles))
        guard !roles.isEmpty else { throw .nothingToApprove(to: to) }
        guard let role = principal.roles.intersection(roles).min() else {
            throw .roleNotAsked(has: principal.roles.sorted(), asked: roles.sorted())
        }
        guard role.maySignOff else { throw .roleMayNotSignOff(role) }
        let demands = asked.filter { $0.roles.contains(role) }
        let least = demands.map(\.grade).min() ?? .declared
        guard principal.grade >= least else {
            throw .gradeTooLow(has: principal.grade, asked: least)
        }
        if let earlier = standing.first(where: { $0.by == principal.id && $0.role == role }) {
            throw .alreadyApproved(earlier.id)
        }
        return role
    }
}
