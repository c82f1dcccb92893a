/// What one work's licence means for the work that was made from it.
struct LicenceQuestion {
    let step: DerivationGraph.Step
    /// Of the work that is judged.
    let root: DerivationGraph.Statement
    let policy: LicencePolicy

    /// All conditions of an `AND` count; of an `OR` the choice with the mildest.
    func findings(_ expression: LicenceExpression) -> [LicenceFinding] {
        switch expression {
        case .licence(let licence): return findings(licence, exception: nil)
        case .exception(let licence, let exception):
            return findings(licence, exception: exception)
        case .all(let parts): return parts.flatMap(findings)
        case .any(let parts):
            let choices = parts.map(findings)
            return choices.min { Self.effect($0) < Self.effect($1) } ?? []
        }
    }

    private static func effect(_ findings: [LicenceFinding]) -> LicenceEffect {
        findings.map(\.effect).max() ?? .allow
    }

    private func findings(_ reference: LicenceReference, exception: String?) -> [LicenceFinding] {
        let licence = LicenceCatalogue.licence(id: reference.id)
        let rule = policy.effect(on: licence)
        var findings: [LicenceFinding] = []
        if rule.effect != .allow {
            let isUnread = licence.terms == nil && rule.pattern == nil
            findings.append(
                finding(
                    rule.effect, isUnread ? .unknownTerms : .policy(pattern: rule.pattern),
                    reference))
        }
        guard let terms = licence.terms else { return findings }
        findings += termFindings(terms, reference, isLinkable: Self.allowsLinking(exception))
        return findings
    }

    private func termFindings(
        _ terms: LicenceTerms, _ reference: LicenceReference, isLinkable: Bool
    ) -> [LicenceFinding] {
        var findings = terms.forbidden(policy.uses).map {
            finding(weighed(.deny), .forbids($0), reference)
        }
        guard let derivation = step.derivation else { return findings }
        if terms.contains(.noDerivatives) && derivation != .contains {
            findings.append(
                finding(derivation == .modifies ? .deny : .ask, .forbidsDerivatives, reference))
        }
        if terms.demandsSameLicence(for: policy.uses), !isLinkable, !isKept(reference) {
            let reason = LicenceFinding.Reason.demandsSameLicence(declared: declared)
            findings.append(finding(derivation == .modifies ? .deny : .ask, reason, reference))
        }
        if derivation == .modifies, policy.uses.contains(.distribution) {
            let missing = terms.intersection(.inherited).subtracting(declaredTerms)
            if !missing.isEmpty {
                findings.append(finding(.ask, .declaredWider(than: missing.names), reference))
            }
        }
        return findings
    }

    /// What data's licences forbid counts as the policy says.
    private func weighed(_ effect: LicenceEffect) -> LicenceEffect {
        step.derivation == .trainedOn && !policy.dataCounts ? min(effect, .ask) : effect
    }

    private func finding(
        _ effect: LicenceEffect, _ reason: LicenceFinding.Reason, _ licence: LicenceReference
    ) -> LicenceFinding {
        LicenceFinding(
            effect: effect, reason: reason, chain: step.chain, licence: licence.description)
    }

    private var declared: String {
        if case .expression(let expression) = root { expression.description } else { "" }
    }

    /// The terms that the judged work's licence has for certain.
    private var declaredTerms: LicenceTerms {
        guard case .expression(let expression) = root else { return [] }
        return Self.terms(expression)
    }

    private static func terms(_ expression: LicenceExpression) -> LicenceTerms {
        switch expression {
        case .licence(let licence), .exception(let licence, _):
            LicenceCatalogue.licence(id: licence.id).terms ?? []
        case .all(let parts): parts.map(terms).reduce([]) { $0.union($1) }
        case .any(let parts):
            parts.first.map { first in
                parts.dropFirst().map(terms).reduce(terms(first)) { $0.intersection($1) }
            } ?? []
        }
    }

    /// Whether the judged work is offered under the licence, or one that may take its place.
    private func isKept(_ licence: LicenceReference) -> Bool {
        guard case .expression(let expression) = root else { return false }
        return Self.keeps(LicenceFamily(licence), expression)
    }

    private static func keeps(_ family: LicenceFamily, _ expression: LicenceExpression) -> Bool {
        switch expression {
        case .licence(let licence), .exception(let licence, _):
            family.mayBecome(LicenceFamily(licence))
        case .all(let parts): parts.contains { keeps(family, $0) }
        case .any(let parts): parts.allSatisfy { keeps(family, $0) }
        }
    }

    /// Exceptions by which a work that only links to another may have its own licence.
    private static func allowsLinking(_ exception: String?) -> Bool {
        let known: Set = [
            "classpath-exception-2.0", "gcc-exception-2.0", "gcc-exception-3.1",
            "llvm-exception", "linux-syscall-note", "openjdk-assembly-exception-1.0",
            "autoconf-exception-2.0", "autoconf-exception-3.0", "bison-exception-2.2",
            "libtool-exception", "font-exception-2.0", "u-boot-exception-2.0",
        ]
        return exception.map { known.contains($0.asciiLowercased) } ?? false
    }
}
