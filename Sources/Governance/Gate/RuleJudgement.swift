import CEL
import Transparency

/// One rule on one dossier: its clauses judged apart and put together.
struct RuleJudgement {
    private let rule: Rule
    private let facts: UsableFacts
    private var isBroken = false
    private var details: [String] = []
    private var missing: [String] = []
    private var remedies: [String] = []
    private var evidence: [Digest] = []

    init(of rule: Rule, on facts: UsableFacts) {
        self.rule = rule
        self.facts = facts
        if let demand = rule.evidence { judge(demand) }
        if let demand = rule.approvals { judge(demand) }
        if let condition = rule.condition { judge(condition) }
    }

    var finding: Finding {
        let open = isBroken || !missing.isEmpty
        let waiver = open && rule.isWaivable ? facts.dossier.waiver(for: rule.id) : nil
        let outcome: Finding.Outcome =
            waiver != nil ? .waived : isBroken ? .violated : open ? .undecided : .holds
        var unique: [String] = []
        for remedy in remedies where !unique.contains(remedy) { unique.append(remedy) }
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
    private mutating func judge(_ demand: EvidenceDemand) {
        let path = "evidence.\(demand.kind.rawValue)"
        let remedy = Remedy.evidence(demand.kind, roles: demand.roles, for: facts.dossier)
        let ofKind = facts.evidence(of: demand.kind)
        guard !ofKind.isEmpty else {
            return lacks(path, absence(of: demand.kind), remedy: remedy)
        }
        let covering =
            demand.roles.isEmpty
            ? ofKind : ofKind.filter { Set(demand.roles).isSubset(of: $0.roles) }
        guard !covering.isEmpty else {
            let roles = demand.roles.map(\.rawValue).inBackticks
            return lacks(path, "no \(demand.kind.rawValue) looked at \(roles)", remedy: remedy)
        }
        let known = covering.filter { $0.grade >= demand.grade }
        guard let newest = known.last else {
            let best = covering.map(\.grade).max() ?? .declared
            return lacks(
                path,
                "\(demand.kind.rawValue) is only \(best.rawValue), "
                    + "and \(demand.grade.rawValue) is asked for", remedy: remedy)
        }
        if let days = demand.maxAgeDays, newest.at.adding(days: days) <= facts.dossier.at {
            return lacks(
                path, "\(demand.kind.rawValue) of \(newest.at.day) is older than \(days) days",
                remedy: remedy)
        }
        evidence.append(newest.id)
    }

    /// Why there is no evidence of a kind: never made, out of date, or about other bytes.
    private func absence(of kind: EvidenceKind) -> String {
        let all = facts.dossier.evidence.filter { $0.kind == kind }
        if let expired = all.last(where: {
            $0.standing(for: facts.dossier.version.composition).isHolding
        }), let expiry = expired.expiresAt {
            return "\(kind.rawValue) expired on \(expiry.day)"
        }
        guard let void = all.last,
            case .void(let roles) = void.standing(for: facts.dossier.version.composition)
        else { return "there is no \(kind.rawValue)" }
        return "\(kind.rawValue) is void: \(roles.map(\.rawValue).inBackticks) changed"
    }
}

// Approvals.
extension RuleJudgement {
    private mutating func judge(_ demand: ApprovalDemand) {
        let inRole = facts.approvals.filter { demand.roles.contains($0.role) }
        let counted = inRole.filter { approval in
            let age = demand.maxAgeDays.map { approval.at.adding(days: $0) > facts.dossier.at }
            return approval.grade >= demand.grade && age ?? true
        }
        let people = Set(counted.map(\.by)).count
        evidence += counted.map(\.id)
        guard people < demand.count else { return }
        let asked = demand.roles.map(\.rawValue).inBackticks
        var detail = "\(people) of \(demand.count) approvals by \(asked)"
        if inRole.count > counted.count {
            detail += "; others are too old or not \(demand.grade.rawValue)"
        }
        lacks("approvals", detail, remedy: Remedy.approval(demand, for: facts.dossier))
    }
}

// The expression.
extension RuleJudgement {
    private mutating func judge(_ condition: RuleCondition) {
        for reference in condition.references {
            note(reference)
        }
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
            let kind = EvidenceKind(rawValue: String(steps[1])), let newest = facts.newest(kind)
        else { return }
        evidence.append(newest.id)
    }

    private mutating func explain(_ term: RuleCondition.Term) {
        switch term.program.evaluate(facts.activation) {
        case .value(.bool(true)): return
        case .value(.bool(false)):
            details += ConjunctText(term, facts).broken
        case .value:
            lacks(rule.id, "`\(term.program.source)` is neither true nor false", remedy: "")
        case .error(let error):
            lacks(rule.id, "`\(term.program.source)`: \(error.message)", remedy: "")
        case .unknown(let unknown):
            for path in unknown.paths.sorted() { explain(unknown: path, in: term) }
        }
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
        guard facts.newest(kind) != nil else {
            if missing.contains(kindPath) { return }
            return lacks(kindPath, absence(of: kind), remedy: remedy)
        }
        let rest = steps.dropFirst(2).joined(separator: ".")
        lacks(path, "\(kind.rawValue) says nothing of `\(rest)`", remedy: remedy)
    }
}
