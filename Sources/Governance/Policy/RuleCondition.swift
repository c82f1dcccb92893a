package import CEL

/// What a rule requires, taken apart once when its policy is read, so that judging only evaluates.
///
/// A class, since a copy of all its parts for each judgement would take longer than the judgement.
package final class RuleCondition: Sendable {
    /// What `&&` joins to the others at the top.
    final class Term: Sendable {
        let program: CELProgram
        let references: [String]
        /// The measure that it holds to a limit, when it is of that form.
        let measured: MeasuredTerm?

        init(_ program: CELProgram) {
            self.program = program
            references = program.references
            measured = MeasuredTerm(program.source)
        }
    }

    let program: CELProgram
    /// The paths of facts that it speaks of, in the order of the text.
    let references: [String]
    /// The kinds of evidence that it speaks of.
    let kinds: [EvidenceKind]
    let needs: FactNeeds
    /// At least one: the whole when it is no conjunction.
    let terms: [Term]

    /// As its policy says it.
    package var text: String { program.source }

    package init(_ program: CELProgram) {
        self.program = program
        references = program.references
        needs = FactNeeds(references)
        kinds = Array(needs.kinds.keys)
        let conjuncts = program.conjuncts
        terms = (conjuncts.isEmpty ? [program] : conjuncts).map(Term.init)
    }
}
