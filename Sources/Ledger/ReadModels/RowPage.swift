/// Some rows in order, and where to go on.
package struct RowPage: Sendable, Equatable {
    package let rows: [Row]
    /// Where each of `rows` stands.
    package let cursors: [PageCursor]
    /// Whether more rows follow.
    package let hasMore: Bool

    package static let empty = RowPage([], limit: 1)

    /// The first `limit` of some rows.
    package init(_ found: [(row: Row, cursor: PageCursor)], limit: Int) {
        self.init(Array(found.prefix(limit)), hasMore: found.count > limit)
    }

    init(_ found: [(row: Row, cursor: PageCursor)], hasMore: Bool) {
        rows = found.map(\.row)
        cursors = found.map(\.cursor)
        self.hasMore = hasMore
    }

    /// Rows that were paged elsewhere.
    package init(_ rows: [Row], next: PageCursor?) {
        self.rows = rows
        cursors = next.map { [$0] } ?? []
        hasMore = next != nil
    }

    /// What to ask for next; `nil` when there are no more rows.
    package var next: PageCursor? { hasMore ? cursors.last : nil }
}

extension RowQuery {
    /// The page of these rows, found by key or not, that the query asks for.
    package func page(of found: [(row: Row, cursor: PageCursor)]) -> RowPage {
        let wanted = found.filter { reaches($0.cursor) && includesIgnoringKey($0.row) }
        return RowPage(sorted(wanted), limit: limit)
    }

    func sorted(_ found: [(row: Row, cursor: PageCursor)]) -> [(row: Row, cursor: PageCursor)] {
        switch direction {
        case .newestFirst: found.sorted { $1.cursor < $0.cursor }
        case .oldestFirst: found.sorted { $0.cursor < $1.cursor }
        }
    }
}
