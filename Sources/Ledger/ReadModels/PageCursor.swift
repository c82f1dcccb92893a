/// A place between two rows, to go on from.
package struct PageCursor: Sendable, Hashable {
    /// The order of the row before.
    package let order: Int64
    /// The store's own mark that tells rows of the same order apart.
    package let tie: Int64

    package init(order: Int64, tie: Int64) {
        self.order = order
        self.tie = tie
    }
}

extension PageCursor: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.order, left.tie) < (right.order, right.tie)
    }
}

extension PageCursor: LosslessStringConvertible {
    package var description: String { "\(order).\(tie)" }

    /// Reads what ``description`` writes.
    package init?(_ description: String) {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let order = Int64(parts[0]), let tie = Int64(parts[1]), order >= 0,
            tie >= 0
        else { return nil }
        self.init(order: order, tie: tie)
    }
}
