/// Which rows of one table, in which order, how many.
package struct RowQuery: Sendable, Equatable {
    package enum Direction: Sendable { case newestFirst, oldestFirst }

    /// A field that must have a value.
    package struct Match: Sendable, Equatable {
        package let field: String
        package let value: String

        package init(_ field: String, _ value: String) {
            self.field = field
            self.value = value
        }
    }

    package static let limitMax = 10_000
    package static let conditionCountMax = 32
    package static let keyCountMax = 1_000

    package var table: String
    /// Only rows with one of these keys; `nil` for all.
    package var keys: [String]?
    /// All of these must match.
    package var matching: [Match]
    /// Each of these must begin one of the row's words; in their one form.
    package private(set) var words: [String]
    /// Go on after this row.
    package var after: PageCursor?
    /// 1...10,000.
    package var limit: Int
    package var direction: Direction
    /// Whether rows that cannot be read are given as damaged ones; else they are a
    /// ``LedgerError/damagedRow(table:key:)``.
    package private(set) var includesDamaged = false

    package init(
        _ table: String, keys: [String]? = nil, matching: [Match] = [], words: [String] = [],
        after: PageCursor? = nil, limit: Int = 100, direction: Direction = .newestFirst
    ) {
        self.table = table
        self.keys = keys
        self.matching = matching
        self.words = SearchWords.normalized(words)
        self.after = after
        self.limit = limit
        self.direction = direction
    }

    /// The same query, which damaged rows do not break off.
    package var includingDamaged: Self {
        var query = self
        query.includesDamaged = true
        return query
    }

    /// - Throws: ``LedgerError/refused(_:)`` when something is beyond its limits.
    package func validate() throws(LedgerError) {
        try Row.validate(table: table)
        guard (1...Self.limitMax).contains(limit) else {
            throw .refused("a page has 1 to \(Self.limitMax) rows, not `\(limit)`")
        }
        guard matching.count + words.count <= Self.conditionCountMax else {
            throw .refused("a query has at most \(Self.conditionCountMax) conditions")
        }
        guard (keys?.count ?? 0) <= Self.keyCountMax else {
            throw .refused("a query names at most \(Self.keyCountMax) keys")
        }
    }

    /// Whether a row of the table is asked for, its place in the order aside.
    package func includes(_ row: Row) -> Bool {
        let key = ExactText(row.key)
        guard keys.map({ $0.contains { ExactText($0) == key } }) ?? true else { return false }
        return includesIgnoringKey(row)
    }

    /// ``includes(_:)`` for a row that was found by its key.
    package func includesIgnoringKey(_ row: Row) -> Bool {
        matching.allSatisfy { match in
            row.fields[match.field]?.contains { ExactText($0) == ExactText(match.value) } ?? false
        }
            && words.allSatisfy { prefix in
                row.words.contains { $0.utf8.starts(with: prefix.utf8) }
            }
    }
}
