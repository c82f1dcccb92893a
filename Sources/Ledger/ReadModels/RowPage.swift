/// Some rows in order, and where to go on.
package struct RowPage: Sendable, Equatable {
    package let rows: [Row]
    /// Where each of `rows` stands.
    package let cursors: [RowCursor]
    /// Whether more rows follow.
    package let hasMore: Bool

    package static let empty = RowPage([], limit: 1)

    /// The first `limit` of some rows.
    package init(_ found: [(row: Row, cursor: RowCursor)], limit: Int) {
        self.init(Array(found.prefix(limit)), hasMore: found.count > limit)
    }

    init(_ found: [(row: Row, cursor: RowCursor)], hasMore: Bool) {
        rows = found.map(\.row)
        cursors = found.map(\.cursor)
        self.hasMore = hasMore
    }

    /// What to ask for next; `nil` when there are no more rows.
    package var next: RowCursor? { hasMore ? cursors.last : nil }
}
