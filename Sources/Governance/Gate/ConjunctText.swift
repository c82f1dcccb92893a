import CEL
import Transparency

/// A term of a condition in words, with the numbers it was judged on.
struct ConjunctText {
    private let source: String
    private let references: [String]
    private let facts: UsableFacts
    private let terms: [MeasuredTerm]

    init(_ term: RuleCondition.Term, _ facts: UsableFacts) {
        source = term.program.source
        references = term.references
        self.facts = facts
        terms =
            term.measured.map { [$0] }
            ?? MeasuredTerm.all(in: source) { path in
                (facts.fact(at: path)?.objectValue ?? [:]).keys.sorted()
            }
    }

    /// What breaks it, a phrase each.
    var broken: [String] {
        let broken = terms.filter {
            $0.comparison.outcome(facts.fact(at: $0.path), $0.limit) == false
        }
        guard broken.isEmpty else { return broken.map { $0.text(of: facts.fact(at: $0.path)) } }
        return ["`\(source)` is false: \(values)"]
    }

    /// What more rows would decide, a phrase each.
    var undecided: [String] {
        let open = terms.filter { $0.comparison.outcome(facts.fact(at: $0.path), $0.limit) == nil }
        guard !open.isEmpty else { return ["`\(source)` is undecided: \(values)"] }
        return open.map { term in
            let fact = facts.fact(at: term.path)
            let rows = term.rowsNeeded(for: fact).map { "; about \($0) more rows would decide it" }
            return term.text(of: fact) + ", and the interval spans that" + (rows ?? "")
        }
    }

    private var values: String {
        references.map { "\($0) is \(MeasureText.text(facts.fact(at: $0)))" }
            .joined(separator: ", ")
    }
}
