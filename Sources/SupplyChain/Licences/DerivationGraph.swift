/// What was made from what, with the licence that each says it is under.
package struct DerivationGraph: Sendable, Hashable {
    package enum Derivation: String, Sendable, Hashable {
        /// An adapter, a fine-tuned, quantised or merged model: the other's weights live on in it.
        case modifies
        /// Another's data, or another model's output, was learned from.
        case trainedOn
        /// The other is in it, unchanged and apart: a tokenizer, a library.
        case contains
    }

    /// What something says of its own licence.
    package enum Statement: Sendable, Hashable {
        case expression(LicenceExpression)
        /// Nothing, or a word such as `other`.
        case nothing
    }

    package struct Work: Sendable, Hashable {
        package let name: String
        package let statement: Statement
        package let sources: [Source]

        package init(name: String, statement: Statement, sources: [Source] = []) {
            self.name = name
            self.statement = statement
            self.sources = sources
        }

        /// - Parameters:
        ///   - name: As other works name it.
        ///   - licence: A licence field as people fill it in: an expression, a name, or nothing.
        ///   - sources: What it was made from.
        package init(name: String, licence: String?, sources: [Source] = []) {
            let expression = licence.flatMap(LicenceCatalogue.expression)
            self.init(
                name: name, statement: expression.map(Statement.expression) ?? .nothing,
                sources: sources)
        }
    }

    package struct Source: Sendable, Hashable {
        package let name: String
        package let derivation: Derivation

        package init(_ name: String, _ derivation: Derivation) {
            self.name = name
            self.derivation = derivation
        }
    }

    private let works: [String: Work]

    /// Works that are looked at from one; what lies beyond is not known.
    static let workCountMax = 10_000
    /// Works in a chain.
    static let chainCountMax = 64

    /// - Parameter works: Of two with one name the last counts.
    package init(_ works: [Work]) {
        self.works = Dictionary(works.map { ($0.name, $0) }) { _, last in last }
    }

    /// A work on the way down from the one that is judged.
    struct Step {
        let name: String
        /// `nil` when nobody knows the work.
        let work: Work?
        /// From the work that is judged to this one.
        let chain: [String]
        /// How the one that is judged was made from it, by way of what lies between.
        let derivation: Derivation?
    }

    /// The work and all that it was made from, each once and by its shortest chain; `isWhole` is
    /// `false` when there is more than is looked at.
    func steps(from name: String) -> (steps: [Step], isWhole: Bool) {
        var steps = [Step(name: name, work: works[name], chain: [name], derivation: nil)]
        var seen: Set<Visit> = [Visit(name: name, derivation: nil)]
        var next = 0
        while next < steps.count {
            let step = steps[next]
            next += 1
            for source in step.work?.sources ?? [] {
                let derivation = Self.combined(step.derivation, source.derivation)
                guard seen.insert(Visit(name: source.name, derivation: derivation)).inserted,
                    source.name != name
                else { continue }
                guard steps.count < Self.workCountMax, step.chain.count < Self.chainCountMax
                else { return (steps, false) }
                steps.append(
                    Step(
                        name: source.name, work: works[source.name],
                        chain: step.chain + [source.name], derivation: derivation))
            }
        }
        return (steps, true)
    }

    private struct Visit: Hashable {
        let name: String
        let derivation: Derivation?
    }

    /// Learning from something that modifies a third is learning from the third; the looser tie
    /// of two counts.
    private static func combined(_ first: Derivation?, _ second: Derivation) -> Derivation {
        switch (first, second) {
        case (nil, _), (.modifies, _): second
        case (.trainedOn, _): .trainedOn
        case (.contains, .trainedOn): .trainedOn
        case (.contains, .modifies), (.contains, .contains): .contains
        }
    }
}
