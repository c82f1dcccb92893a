import CEL
import Transparency

/// A measure that a rule holds to a limit, for drawing it.
package struct MeasuredFact: Sendable, Hashable {
    /// Where it stands in its evidence, such as `by sex true_positive_rate gap_of_larger_groups`.
    package let name: String
    package let value: Double
    package let lower: Double
    package let upper: Double
    /// Between 0 and 1; `nil` when the evidence does not say it.
    package let confidence: Double?
    package let limit: Double
    /// Whether the limit is the most that the measure may be, and not the least.
    package let isLimitedAbove: Bool
    /// Whether the whole interval keeps the limit; `nil` while the limit lies inside.
    package let keepsLimit: Bool?
    /// About as many more rows would decide it.
    package let rowsNeeded: Int64?

    init?(_ term: MeasuredTerm, in facts: UsableFacts) {
        guard let fact = facts.fact(at: term.path), let value = fact["value"]?.doubleValue,
            let lower = fact["lower"]?.doubleValue, let upper = fact["upper"]?.doubleValue,
            lower <= upper
        else { return nil }
        name = term.name
        self.value = value
        self.lower = lower
        self.upper = upper
        confidence = fact["confidence"]?.doubleValue
        limit = term.limit
        isLimitedAbove = term.comparison == .atMost
        keepsLimit = term.comparison.outcome(fact, term.limit)
        rowsNeeded = keepsLimit == nil ? term.rowsNeeded(for: fact) : nil
    }
}

extension Policy {
    /// The measures that a rule's condition holds to limits, in the order of its text.
    ///
    /// - Returns: None for a rule without a condition, or one that compares otherwise.
    package func measures(of rule: Rule, on facts: UsableFacts) -> [MeasuredFact] {
        guard let condition = rule.condition else { return [] }
        let variables = facts.variables(condition.needs)
        let heard = RuleJudgement(of: rule, on: facts, variables, waivers: waivers).facts
        return condition.terms.flatMap { term in
            let measured =
                term.measured.map { [$0] }
                ?? MeasuredTerm.all(in: term.program.source) { path in
                    (heard.fact(at: path)?.objectValue ?? [:]).keys.sorted()
                }
            return measured.compactMap { MeasuredFact($0, in: heard) }
        }
    }
}
