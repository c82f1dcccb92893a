import CEL
import Transparency

// The condition of a rule: what it came to, and why in words.
extension RuleJudgement {
    mutating func judge(_ condition: RuleCondition) {
        evidence += condition.kinds.compactMap { facts.speaking($0)?.id }
        let activation = variables.activation
        switch condition.program.evaluate(activation) {
        case .value(.bool(true)): return
        case .value(.bool(false)): isBroken = true
        default: break
        }
        for term in condition.terms { explain(term, on: activation) }
        if !isBroken && missing.isEmpty { lacks(rule.id, "could not be decided", remedy: "") }
    }

    private mutating func explain(
        _ term: RuleCondition.Term, on activation: CELActivation
    ) {
        switch term.program.evaluate(activation) {
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
            remedies.append("on more rows: \(facts.evaluationRemedy)")
            return
        }
        let steps = path.split(separator: ".").map(String.init)
        guard steps.count > 1, steps[0] == "evidence",
            let kind = EvidenceKind(rawValue: steps[1])
        else { return lacks(path, "`\(path)` is not known", remedy: "") }
        let kindPath = "evidence.\(kind.rawValue)"
        let remedy = remedy(for: kind, roles: [])
        guard facts.speaking(kind) != nil else {
            if missing.contains(kindPath) { return }
            return lacks(kindPath, absence(of: kind), remedy: remedy)
        }
        let rest = steps.dropFirst(2).joined(separator: ".")
        lacks(path, "\(kind.rawValue) says nothing of `\(rest)`", remedy: remedy)
    }
}
