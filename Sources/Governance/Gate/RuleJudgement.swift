import CEL
import Transparency

/// One rule on one dossier: its clauses judged apart and put together.
struct RuleJudgement {
    private let rule: Rule
    private var facts: UsableFacts
    private let waivers: Policy.WaiverTerms
    private var isBroken = false
    private var details: [String] = []
    private var missing: [String] = []
    private var remedies: [String] = []
    private var evidence: [Digest] = []

    init(of rule: Rule, on facts: UsableFacts, waivers: Policy.WaiverTerms) {
        self.rule = rule
        self.facts = facts
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
        Self.replacing(
            "{to}", with: facts.dossier.to,
            in: Self.replacing("{version}", with: facts.dossier.version.name.short, in: remedy))
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

    private mutating func lacks(_ path: String, _ detail: String, remedy: String) {
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
        facts = facts.hearing(met, of: demand.kind)
        if let met { evidence.append(met.id) }
        if let lack {
            lacks(
                "evidence.\(demand.kind.rawValue)", lack,
                remedy: Remedy.evidence(demand.kind, roles: demand.roles, for: facts.dossier))
        }
    }

    /// The newest evidence that meets a demand, or what is missing, in words.
    private func evidence(meeting demand: EvidenceDemand) -> (Evidence?, lack: String?) {
        let kind = demand.kind.rawValue
        let ofKind = facts.evidence.filter { $0.kind == demand.kind }
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
    private func absence(of kind: EvidenceKind) -> String {
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

// The expression.
extension RuleJudgement {
    private mutating func judge(_ condition: RuleCondition) {
        for reference in condition.references { note(reference) }
        switch condition.program.evaluate(facts.activation) {
        case .value(.bool(true)): return
        case .value(.bool(false)): isBroken = true
        default: break
        }
        for term in condition.terms { explain(term) }
        if !isBroken && missing.isEmpty { lacks(rule.id, "could not be decided", remedy: "") }
    }

    private mutating func note(_ reference: String) {
        let steps = reference.split(separator: ".")
        guard steps.count > 1, steps[0] == "evidence",
            let kind = EvidenceKind(rawValue: String(steps[1])),
            let speaking = facts.speaking[kind]
        else { return }
        evidence.append(speaking.id)
    }

    private mutating func explain(_ term: RuleCondition.Term) {
        switch term.program.evaluate(facts.activation) {
        case .value(.bool(true)): return
        case .value(.bool(false)):
            details += ConjunctText(term, facts).broken
        case .value:
            lacks(rule.id, "`\(term.program.source)` is neither true nor false", remedy: "")
        case .error(let error):
            explain(error, in: term)
        case .unknown(let unknown):
            for path in unknown.paths.sorted() { explain(unknown: path, in: term) }
        }
    }

    /// A fact that evidence does not state is not known, and its path says more than the error.
    private mutating func explain(_ error: CELError, in term: RuleCondition.Term) {
        let unstated = term.references.filter {
            $0.hasPrefix("evidence.") && facts.fact(at: $0) == nil
        }
        guard error.kind == .noSuchKey, !unstated.isEmpty else {
            return lacks(rule.id, "`\(term.program.source)`: \(error.message)", remedy: "")
        }
        for path in unstated { explain(unknown: path, in: term) }
    }

    private mutating func explain(unknown path: String, in term: RuleCondition.Term) {
        guard path != IntervalComparison.needsRows else {
            missing.append(term.references.first ?? path)
            details += ConjunctText(term, facts).undecided
            remedies.append("on more rows: \(Remedy.evaluation(for: facts.dossier))")
            return
        }
        let steps = path.split(separator: ".").map(String.init)
        guard steps.count > 1, steps[0] == "evidence",
            let kind = EvidenceKind(rawValue: steps[1])
        else { return lacks(path, "`\(path)` is not known", remedy: "") }
        let kindPath = "evidence.\(kind.rawValue)"
        let remedy = Remedy.evidence(kind, roles: [], for: facts.dossier)
        guard facts.speaking[kind] != nil else {
            if missing.contains(kindPath) { return }
            return lacks(kindPath, absence(of: kind), remedy: remedy)
        }
        let rest = steps.dropFirst(2).joined(separator: ".")
        lacks(path, "\(kind.rawValue) says nothing of `\(rest)`", remedy: remedy)
    }
}
