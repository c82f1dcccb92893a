import Ledger

/// A row's id, which is also its place: the order in the upper bits, and below them a count that
/// tells rows of the same order apart.
///
/// Rows and their terms then lie in the order in which they are asked for, and a page of any query
/// is read without sorting.
struct SQLiteRowPlace {
    static let tieBits: Int64 = 21

    /// The ids of all rows of an order.
    static func ids(ofOrder order: Int64) -> Range<Int64> {
        order << tieBits..<(order + 1) << tieBits
    }

    static func cursor(ofID id: Int64) -> PageCursor {
        PageCursor(order: id >> tieBits, tie: id & (1 << tieBits - 1))
    }

    /// The id at a cursor, or the nearest one below; cursors come from strangers.
    static func id(at cursor: PageCursor) -> Int64 {
        let order = min(max(cursor.order, 0), Ledger.Row.orderEnd - 1)
        return order << tieBits | min(max(cursor.tie, 0), 1 << tieBits - 1)
    }
}
