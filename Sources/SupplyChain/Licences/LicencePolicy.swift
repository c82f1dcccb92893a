/// What is decided about something: whether it may be used so.
package enum LicenceEffect: Int, Sendable, Hashable, Comparable, CaseIterable {
    case allow
    /// A person must decide: nobody has, or nobody can tell.
    case ask
    case deny

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Which licences may come in, for which use.
///
/// A pattern is an identifier such as `MIT`, a beginning with a star such as `CC-BY-NC-*`, a term
/// such as `non-commercial`, or `permissive`. `deny` counts before `ask`, and that before `allow`;
/// no pattern allows what a licence forbids of its own.
package struct LicencePolicy: Sendable, Hashable {
    package let uses: Set<LicenceUse>
    package let allow: [String]
    package let ask: [String]
    package let deny: [String]
    /// What no pattern speaks of.
    package let otherwise: LicenceEffect
    /// What a licence of training data forbids counts for the model; else a person is asked.
    package let dataCounts: Bool
    /// What is known of works that lie elsewhere.
    package let works: [DerivationGraph.Work]

    package init(
        uses: Set<LicenceUse>, allow: [String] = ["permissive"], ask: [String] = [],
        deny: [String] = [], otherwise: LicenceEffect = .ask, dataCounts: Bool = true,
        works: [DerivationGraph.Work] = []
    ) {
        self.uses = uses
        self.allow = allow
        self.ask = ask
        self.deny = deny
        self.otherwise = otherwise
        self.dataCounts = dataCounts
        self.works = works
    }

    /// The same lists for other uses.
    package func with(uses: Set<LicenceUse>) -> LicencePolicy {
        LicencePolicy(
            uses: uses, allow: allow, ask: ask, deny: deny, otherwise: otherwise,
            dataCounts: dataCounts, works: works)
    }

    /// What the patterns say of a licence, and the pattern that says it.
    func effect(on licence: Licence) -> (effect: LicenceEffect, pattern: String?) {
        for (effect, patterns) in [(LicenceEffect.deny, deny), (.ask, ask), (.allow, allow)] {
            if let pattern = patterns.first(where: { Self.matches($0, licence) }) {
                return (effect, pattern)
            }
        }
        return (otherwise, nil)
    }

    private static func matches(_ pattern: String, _ licence: Licence) -> Bool {
        let pattern = pattern.asciiLowercased
        let id = licence.id.asciiLowercased
        if pattern.hasSuffix("*") { return id.hasPrefix(pattern.dropLast()) }
        if pattern == "permissive" { return licence.terms?.arePermissive ?? false }
        return pattern == id || licence.terms?.names.contains(pattern) ?? false
    }
}
