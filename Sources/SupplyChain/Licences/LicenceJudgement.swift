/// Whether a work may be used so, by its own licence and those of all that it was made from.
package struct LicenceJudgement: Sendable, Hashable {
    package let effect: LicenceEffect
    /// What keeps it from being allowed, the gravest first; empty when it is.
    package let findings: [LicenceFinding]

    /// - Parameters:
    ///   - name: The work, as the graph has it.
    ///   - graph: What it was made from.
    ///   - policy: What is to be done with it, and which licences may come in.
    package init(of name: String, in graph: DerivationGraph, by policy: LicencePolicy) {
        let (steps, isWhole) = graph.steps(from: name)
        let root = steps.first?.work?.statement ?? .nothing
        var findings = steps.flatMap { Self.findings($0, root: root, policy: policy) }
        if !isWhole {
            findings.append(
                LicenceFinding(effect: .ask, reason: .tooManyWorks, chain: [name], licence: nil))
        }
        var seen: Set<LicenceFinding> = []
        self.findings = findings.filter { seen.insert($0).inserted }.enumerated().sorted {
            $0.element.effect == $1.element.effect
                ? $0.offset < $1.offset : $0.element.effect > $1.element.effect
        }.map(\.element)
        effect = self.findings.first?.effect ?? .allow
    }

    private static func findings(
        _ step: DerivationGraph.Step, root: DerivationGraph.Statement, policy: LicencePolicy
    ) -> [LicenceFinding] {
        guard let work = step.work else { return [undecided(.unknownWork, step)] }
        guard case .expression(let expression) = work.statement else {
            return [undecided(.noLicence, step)]
        }
        let question = LicenceQuestion(step: step, root: root, policy: policy)
        return question.findings(expression)
    }

    private static func undecided(
        _ reason: LicenceFinding.Reason, _ step: DerivationGraph.Step
    ) -> LicenceFinding {
        LicenceFinding(effect: .ask, reason: reason, chain: step.chain, licence: nil)
    }
}
