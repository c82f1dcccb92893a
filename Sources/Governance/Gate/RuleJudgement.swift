import Transparency

/// One rule on one dossier: its clauses judged apart and put together.
struct RuleJudgement {
    let rule: Rule
    var facts: UsableFacts
    var variables: FactVariables
    private let waivers: Policy.WaiverTerms
    var isBroken = false
    var details: [String] = []
    var missing: [String] = []
    var remedies: [String] = []
    var evidence: [Digest] = []

    init(
        of rule: Rule, on facts: UsableFacts, _ variables: FactVariables,
        waivers: Policy.WaiverTerms
    ) {
        self.rule = rule
        self.facts = facts
        self.variables = variables
        self.waivers = waivers
        if let demand = rule.evidence { judge(demand) }
        if let demand = rule.approvals { judge(demand) }
        if let condition = rule.condition { judge(condition) }
    }

    var finding: Finding {
        let open = isBroken || !missing.isEmpty
        let waiver = open ? facts.dossier.waiver(for: rule, under: waivers) : nil
        let outcome: Finding.Outcome =
            waiver != nil ? .waived : isBroken ? .violated : open ? .undecided : .holds
        var unique: [String] = []
        for remedy in remedies where !remedy.isEmpty && !unique.contains(remedy) {
            unique.append(remedy)
        }
        return Finding(
            rule: rule.id, title: rule.title, outcome: outcome, because: rule.because,
            details: details + (waiver.map { ["waived until \($0.until): \($0.because)"] } ?? []),
            remedy: outcome == .holds
                ? "" : rule.remedy.map(filled) ?? unique.joined(separator: "; "),
            missing: missing, evidence: Set(evidence).sorted(), waiver: waiver?.id,
            controls: rule.controls)
    }

    private func filled(_ remedy: String) -> String {
        let name = facts.dossier.version.name
        return [
            ("{version}", name.short), ("{subject}", name.subject.description),
            ("{to}", facts.dossier.to),
        ].reduce(remedy) { Self.replacing($1.0, with: $1.1, in: $0) }
    }

    private static func replacing(_ mark: String, with text: String, in whole: String) -> String {
        var rest = whole[...]
        var result = ""
        while let start = rest.firstIndex(of: "{") {
            result += rest[..<start]
            if rest[start...].hasPrefix(mark) {
                result += text
                rest = rest[rest.index(start, offsetBy: mark.count)...]
            } else {
                result.append("{")
                rest = rest[rest.index(after: start)...]
            }
        }
        return result + rest
    }

    /// The command that would supply evidence of a kind.
    func remedy(for kind: EvidenceKind, roles: [PartRole]) -> String {
        switch kind {
        case .evalReport, .fairnessReport: facts.evaluationRemedy
        default: Remedy.evidence(kind, roles: roles, for: facts.dossier)
        }
    }

    mutating func lacks(_ path: String, _ detail: String, remedy: String) {
        missing.append(path)
        details.append(detail)
        remedies.append(remedy)
    }
}

// Evidence.
extension RuleJudgement {
    /// INVARIANT: in a rule that asks for evidence of a kind, only what meets the rule's own terms
    /// speaks for that kind, so that weaker or older evidence cannot carry its condition.
    private mutating func judge(_ demand: EvidenceDemand) {
        let (met, lack) = evidence(meeting: demand)
        if facts.speaking(demand.kind)?.id != met?.id {
            facts = facts.hearing(met, of: demand.kind)
            variables.hear(met, of: demand.kind)
        }
        if let met { evidence.append(met.id) }
        if let lack {
            lacks(
                "evidence.\(demand.kind.rawValue)", lack,
                remedy: remedy(for: demand.kind, roles: demand.roles))
        }
    }

    /// The newest evidence that meets a demand, or what is missing, in words.
    private func evidence(meeting demand: EvidenceDemand) -> (Evidence?, lack: String?) {
        let kind = demand.kind.rawValue
        let ofKind = facts.evidence(of: demand.kind)
        guard !ofKind.isEmpty else { return (nil, absence(of: demand.kind)) }
        let composition = facts.dossier.version.composition
        let covering = ofKind.filter { composition.isSeen(by: $0.lookedAt, in: demand.roles) }
        guard !covering.isEmpty else {
            return (nil, "no \(kind) looked at all of \(demand.roles.map(\.rawValue).inBackticks)")
        }
        guard let newest = covering.last(where: { $0.grade >= demand.grade }) else {
            let best = covering.map(\.grade).max() ?? .declared
            return (
                nil,
                "\(kind) is only \(best.rawValue), and \(demand.grade.rawValue) is asked for"
            )
        }
        if let days = demand.maxAgeDays, newest.at.adding(days: days) <= facts.dossier.at {
            return (nil, "\(kind) of \(newest.at.day) is older than \(days) days")
        }
        return (newest, nil)
    }

    /// Why there is no evidence of a kind: never made, out of date, or about other bytes.
    func absence(of kind: EvidenceKind) -> String {
        let dossier = facts.dossier
        let all = dossier.evidence.filter { $0.kind == kind }
        if let held = all.last(where: { $0.standing(for: dossier.version.composition).isHolding }) {
            if let expiry = held.expiresAt, expiry <= dossier.at {
                return "\(kind.rawValue) expired on \(expiry.day)"
            }
            return "\(kind.rawValue) is dated \(held.at), which is still to come"
        }
        guard case .void(let roles)? = all.last?.standing(for: dossier.version.composition) else {
            return "there is no \(kind.rawValue)"
        }
        return "\(kind.rawValue) is void: \(roles.map(\.rawValue).inBackticks) changed"
    }
}

// Approvals.
extension RuleJudgement {
    private mutating func judge(_ demand: ApprovalDemand) {
        let dossier = facts.dossier
        let inRole = facts.approvals.filter { demand.roles.contains($0.role) }
        let counted = inRole.filter { demand.counts($0, in: dossier) }
        let people = Set(counted.map(\.by)).count
        evidence += counted.map(\.id)
        guard people < demand.count else { return }
        let asked = demand.roles.map(\.rawValue).inBackticks
        var detail = "\(people) of \(demand.count) approvals by \(asked)"
        if inRole.contains(where: { !demand.hasSeen($0, in: dossier.version.composition) }) {
            detail += "; others looked at some parts only"
        } else if inRole.count > counted.count {
            detail += "; others are too old or not \(demand.grade.rawValue)"
        }
        lacks("approvals", detail, remedy: Remedy.approval(demand, for: dossier))
    }
}
