package import Ledger

/// Which page of a list is asked for.
package struct PageRequest: Sendable {
    /// Where the page before ended; `nil` for the first.
    package let after: PageCursor?
    /// How many at most.
    package let limit: Int

    package init(after: PageCursor? = nil, limit: Int = 50) {
        self.after = after
        self.limit = limit
    }
}
