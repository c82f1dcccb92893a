import CEL
import Transparency

/// Which facts conditions read, so that no others are brought into CEL's form.
package struct FactNeeds: Sendable {
    /// A fact that is read whole, or some of its members.
    indirect enum Selection: Sendable {
        case whole
        case members([String: Selection])
    }

    private(set) var kinds: [EvidenceKind: Selection] = [:]
    private(set) var readsStatements = false

    init() {}

    /// - Parameter references: Paths such as `evidence.eval_report.auc`: all that are read, each
    ///   with everything below it.
    init(_ references: [String]) {
        for reference in references { insert(reference.split(separator: ".")) }
    }

    /// All that there is to read.
    static let everything = FactNeeds(["evidence", "statements"])

    private mutating func insert(_ path: [Substring]) {
        if path.first == "statements" { readsStatements = true }
        guard path.first == "evidence" else { return }
        guard path.count > 1 else {
            return kinds = Dictionary(
                uniqueKeysWithValues: EvidenceKind.allCases.map { ($0, .whole) })
        }
        guard let kind = EvidenceKind(rawValue: String(path[1])) else { return }
        kinds[kind, default: .members([:])].insert(path.dropFirst(2))
    }

    mutating func formUnion(_ other: FactNeeds) {
        readsStatements = readsStatements || other.readsStatements
        kinds.merge(other.kinds) { $0.union($1) }
    }

    /// What a predicate says of what is read, in CEL's form.
    ///
    /// - Complexity: O(size of what is read).
    func value(of evidence: Evidence) -> CELValue {
        (kinds[evidence.kind] ?? .members([:])).value(of: evidence.predicate)
    }
}

extension FactNeeds.Selection {
    fileprivate mutating func insert(_ path: ArraySlice<Substring>) {
        guard case .members(var members) = self else { return }
        guard let first = path.first else { return self = .whole }
        members[String(first), default: .members([:])].insert(path.dropFirst())
        self = .members(members)
    }

    fileprivate func union(_ other: Self) -> Self {
        guard case .members(let left) = self, case .members(let right) = other else {
            return .whole
        }
        return .members(left.merging(right) { $0.union($1) })
    }

    /// What is no object is never read in part: its kind alone decides what a condition gets.
    fileprivate func value(of fact: JSON) -> CELValue {
        guard case .members(let wanted) = self, case .object(let members) = fact else {
            return PolicyFacts.value(fact)
        }
        var read: [String: CELValue] = [:]
        for (name, selection) in wanted {
            if let member = members[name] { read[name] = selection.value(of: member) }
        }
        return .map(CELMap(read))
    }
}
