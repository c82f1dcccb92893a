package import Transparency

/// A person accepts one finding for a time; bound to the version's root and the subject's terms.
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
    /// Purpose and risk as they were: ``Subject/terms``.
    package let terms: Digest

    package init(
        id: Digest, root: Digest, subject: SubjectName, to: String, rule: String,
        role: PrincipalRole, by: Principal.ID, grade: Grade, because: String, at: Instant,
        until: Instant, terms: Digest
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
        self.terms = terms
    }

    package var json: JSON {
        [
            "at": .string(at.description), "because": .string(because), "by": .string(by.text),
            "grade": .string(grade.rawValue), "id": .string(id.description),
            "role": .string(role.rawValue), "root": .string(root.description),
            "rule": .string(rule), "subject": .string(subject.description),
            "terms": .string(terms.description), "to": .string(to),
            "until": .string(until.description),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let root = json["root"]?.stringValue.flatMap({ Digest($0) }),
            let subject = json["subject"]?.stringValue.flatMap({ SubjectName($0) }),
            let to = json["to"]?.stringValue, let rule = json["rule"]?.stringValue,
            let role = json["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
            let by = json["by"]?.stringValue, let because = json["because"]?.stringValue,
            let grade = json["grade"]?.stringValue.flatMap(Grade.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let until = json["until"]?.stringValue.flatMap({ Instant($0) }),
            let terms = json["terms"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        self.init(
            id: id, root: root, subject: subject, to: to, rule: rule, role: role,
            by: .init(by), grade: grade, because: because, at: at, until: until, terms: terms)
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
        guard let role = principal.roles.intersection(policy.waivers.roles).min() else {
            throw .roleMayNotWaive(
                has: principal.roles.sorted(), asked: policy.waivers.roles.sorted())
        }
        guard !because.allSatisfy(\.isWhitespace) else { throw .reasonMissing }
        guard until > now else { throw .expiryPassed(until) }
        guard until <= now.adding(days: policy.waivers.maxAgeDays) else {
            throw .tooLong(limitDays: policy.waivers.maxAgeDays)
        }
        return role
    }

    /// Whether it closes a finding of `rule` now: given for these bytes and terms, by somebody the
    /// policy lets, not the author, and not run out by its own date or by the policy's.
    func counts(for rule: Rule, under accepted: Policy.WaiverTerms, on dossier: Dossier) -> Bool {
        let isAbout =
            self.rule == rule.id && root == dossier.version.composition.root
            && to == dossier.to && subject == dossier.subject.name && terms == dossier.subject.terms
        let isAllowed =
            rule.isWaivable && accepted.roles.contains(role) && by != dossier.version.author
        let isInDate =
            at <= dossier.at && dossier.at < until
            && dossier.at < at.adding(days: accepted.maxAgeDays)
        return isAbout && isAllowed && isInDate
    }
}
