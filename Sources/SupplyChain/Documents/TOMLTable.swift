import Transparency

/// A table of a TOML document while it is read; the parser alone holds it.
final class TOMLTable {
    enum Value {
        case plain(JSON)
        case table(TOMLTable)
        /// `[[…]]`, which further headers add to.
        case tables(List)
    }

    /// A list that grows in place.
    final class List {
        /// At least one.
        var tables: [TOMLTable]

        init(_ first: TOMLTable) { tables = [first] }
    }

    var members: [String: Value] = [:]
    /// Whether a `[header]` named it, which only one may.
    var hasHeader = false
    /// Whether dotted keys of another table made it, so that no header may name it.
    var isFromKeys = false

    /// The table as a tree.
    ///
    /// - Complexity: O(values); recursion is bounded by the parser's limit on a key's parts.
    var tree: JSON { .object(members.mapValues(Self.tree)) }

    private static func tree(_ value: Value) -> JSON {
        switch value {
        case .plain(let value): value
        case .table(let table): table.tree
        case .tables(let list): .array(list.tables.map(\.tree))
        }
    }
}
