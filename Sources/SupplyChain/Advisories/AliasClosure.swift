/// Which identifiers name one vulnerability: aliases of aliases are aliases.
struct AliasClosure {
    private var parents: [String: String] = [:]
    private var members: [String: [String]] = [:]

    /// Where more identifiers than this hang together, an advisory's own aliases are all it has:
    /// somebody named another vulnerability, and everything would become one.
    static let countMax = 256

    init(_ advisories: [Advisory]) {
        for advisory in advisories {
            for alias in advisory.aliases { join(advisory.id, alias) }
        }
        for name in Array(parents.keys) {
            let root = root(of: name)
            parents[name] = root
            members[root, default: []].append(name)
        }
    }

    private mutating func join(_ one: String, _ other: String) {
        let left = root(of: one)
        let right = root(of: other)
        parents[left] = left
        parents[right] = left
    }

    /// Shortens the way for the next who asks.
    private mutating func root(of name: String) -> String {
        var name = name
        while let parent = parents[name], parent != name {
            parents[name] = parents[parent] ?? parent
            name = parent
        }
        return name
    }

    /// The other identifiers of an advisory's vulnerability, sorted.
    func others(than advisory: Advisory) -> [String] {
        let all = parents[advisory.id].flatMap { members[$0] } ?? []
        let names = all.count <= Self.countMax ? Set(all) : Set(advisory.aliases)
        return names.subtracting([advisory.id])
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
