import Transparency

extension Advisory {
    /// The advisory as a line of the database: short names, and no listed version that a range
    /// says too.
    var record: JSON {
        var members: [String: JSON] = [
            "id": .string(id), "modified": .string(modified), "summary": .string(summary),
            "affected": .array(affected.map(\.record)),
        ]
        if !aliases.isEmpty { members["aliases"] = .array(aliases.map(JSON.string)) }
        if !related.isEmpty { members["related"] = .array(related.map(JSON.string)) }
        if !severities.isEmpty {
            members["severity"] = .array(
                severities.map { ["type": .string($0.system), "score": .string($0.vector)] })
        }
        return .object(members)
    }

    /// - Throws: ``DocumentError`` for what ``record`` did not make.
    init(record tree: JSON) throws(DocumentError) { try self.init(tree) }
}

extension AffectedPackage {
    fileprivate var record: JSON {
        [
            "package": ["ecosystem": "PyPI", "name": .string(name.text)],
            "versions": .array(Self.sortedSet(neededVersions).map(JSON.string)),
            "ranges": .array(ranges.map { ["events": .array($0.events.map(\.record))] }),
        ]
    }

    /// More work than any real advisory is; then all versions stay.
    private static let comparisonCountMax = 10_000_000

    private var neededVersions: [String] {
        let eventCount = ranges.reduce(1) { $0 + $1.events.count }
        return versions.count <= Self.comparisonCountMax / eventCount
            ? versions.filter(isNeeded) : versions
    }

    /// Whether no range says of a version what the list says.
    private func isNeeded(_ version: String) -> Bool {
        let value = PythonVersion(version)
        return value == nil || !ranges.contains { $0.affectedness(of: value) == .affected }
    }

    private static func sortedSet(_ texts: [String]) -> [String] {
        Set(texts).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension AffectedRange.Event {
    fileprivate var record: JSON { [key: .string(text)] }
}
