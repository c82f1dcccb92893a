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
        let broken = measures.filter { $0.isKept == false }
        guard broken.isEmpty else { return broken.map { $0.term.text(of: $0.fact) } }
        return ["`\(source)` is false: \(values)"]
    }

    /// What more rows would decide, a phrase each.
    var undecided: [String] {
        let open = measures.filter { $0.isKept == nil }
        guard !open.isEmpty else { return ["`\(source)` is undecided: \(values)"] }
        return open.map { term, fact, _ in
            let rows = term.rowsNeeded(for: fact).map { "; about \($0) more rows would decide it" }
            return term.text(of: fact) + ", and the interval spans that" + (rows ?? "")
        }
    }

    /// Each measure that it holds to a limit, with what came of it.
    private var measures: [(term: MeasuredTerm, fact: JSON?, isKept: Bool?)] {
        terms.map { term in
            let fact = facts.fact(at: term.path)
            return (term, fact, term.comparison.outcome(fact, term.limit))
        }
    }

    private var values: String {
        references.map { "\($0) is \(MeasureText.text(facts.fact(at: $0)))" }
            .joined(separator: ", ")
    }
}
