package import Transparency

/// A person accepts one finding for a time; bound to the version's root.
package struct Waiver: Sendable, Hashable {
    package let id: Digest
    package let root: Digest
    package let subject: SubjectName
    package let to: String
    package let rule: String
    package let role: PrincipalRole
    /// The owner, who answers for it.
    package let by: Principal.ID
    package let grade: Grade
    package let because: String
    package let at: Instant
    package let until: Instant

    package init(
        id: Digest, root: Digest, subject: SubjectName, to: String, rule: String,
        role: PrincipalRole, by: Principal.ID, grade: Grade, because: String, at: Instant,
        until: Instant
    ) {
        self.id = id
        self.root = root
        self.subject = subject
        self.to = to
        self.rule = rule
        self.role = role
        self.by = by
        self.grade = grade
        self.because = because
        self.at = at
        self.until = until
    }

    package var json: JSON {
        [
            "at": .string(at.description), "because": .string(because), "by": .string(by.text),
            "grade": .string(grade.rawValue), "id": .string(id.description),
            "role": .string(role.rawValue), "root": .string(root.description),
            "rule": .string(rule), "subject": .string(subject.description), "to": .string(to),
            "until": .string(until.description),
        ]
    }

    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let root = json["root"]?.stringValue.flatMap({ Digest($0) }),
            let subject = json["subject"]?.stringValue.flatMap({ SubjectName($0) }),
            let to = json["to"]?.stringValue, let rule = json["rule"]?.stringValue,
            let role = json["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
            let by = json["by"]?.stringValue, let because = json["because"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let until = json["until"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        self.init(
            id: id, root: root, subject: subject, to: to, rule: rule, role: role,
            by: .init(by), grade: grade, because: because, at: at, until: until)
    }
}

/// Why a waiver was not taken.
package enum WaiverRefusal: Error, Sendable, Equatable {
    case authorMayNotWaive
    case unknownRule(String, known: [String])
    case mayNotBeWaived(String)
    case nothingToWaive(rule: String)
    case roleMayNotWaive(has: [PrincipalRole], asked: [PrincipalRole])
    case reasonMissing
    case expiryPassed(Instant)
    case tooLong(limitDays: Int)
}

extension Waiver {
    /// Which role a principal waives a finding in, or why it may not.
    package static func role(
        for principal: Principal, author: Principal.ID, rule id: String, in policy: Policy,
        because: String, until: Instant, now: Instant
    ) throws(WaiverRefusal) -> PrincipalRole {
        guard let rule = policy.rules.first(where: { $0.id == id }) else {
            throw .unknownRule(id, known: policy.rules.map(\.id))
        }
        guard rule.isWaivable else { throw .mayNotBeWaived(id) }
        guard principal.id != author else { throw .authorMayNotWaive }
        guard !because.allSatisfy(\.isWhitespace) else { throw .reasonMissing }
        guard until > now else { throw .expiryPassed(until) }
        guard until <= now.adding(days: policy.waivers.maxAgeDays) else {
            throw .tooLong(limitDays: policy.waivers.maxAgeDays)
        }
        guard let role = principal.roles.intersection(policy.waivers.roles).min() else {
            throw .roleMayNotWaive(
                has: principal.roles.sorted(), asked: policy.waivers.roles.sorted())
        }
        return role
    }
}
