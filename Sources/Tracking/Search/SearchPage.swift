/// One page of what a search found.
package struct SearchPage<Found: Sendable>: Sendable {
    package let found: [Found]
    /// Where the next page begins; `nil` when there is none.
    package let next: PageToken?

    /// `found`: One more than the page holds when there are more.
    init(_ found: [Found], after start: Int, limit: Int) {
        self.found = Array(found.prefix(limit))
        next = found.count > limit ? PageToken(offset: start + limit) : nil
    }

    package init(_ found: [Found], next: PageToken?) {
        self.found = found
        self.next = next
    }
}

/// Where a page begins, as clients hand it back.
package struct PageToken: Sendable, Hashable, CustomStringConvertible {
    let offset: Int

    static let start = PageToken(offset: 0)
    private static let offsetMax = 100_000_000

    init(offset: Int) { self.offset = offset }

    /// - Throws: `invalid` when it is no token of ours; an empty one is the first page.
    package init(_ text: String?) throws(TrackingError) {
        guard let text, !text.isEmpty else {
            self = .start
            return
        }
        guard text.hasPrefix("from-"), let offset = Int(text.dropFirst(5)),
            (0...Self.offsetMax).contains(offset)
        else { throw TrackingCheck.invalid("Invalid page token '\(text.prefix(100))'.") }
        self.offset = offset
    }

    package var description: String { "from-\(offset)" }
}
