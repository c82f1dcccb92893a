/// Which records of a data set are asked for.
package struct RecordPage: Sendable, Equatable {
    package let limit: Int
    package let start: RecordPlace

    /// - Throws: `invalid` when the token is none of ours.
    package init(limit: Int, start: String?) throws(TrackingError) {
        self.limit = min(limit, DatasetLimits.resultCountMax)
        self.start = try RecordPlace(start)
    }
}

/// The record after which a page begins, as clients hand it back: what is added or deleted meanwhile
/// moves no other record to another page.
package struct RecordPlace: Sendable, Equatable, CustomStringConvertible {
    let number: Int64

    init(number: Int64) { self.number = number }

    /// - Throws: `invalid` when it is no token of ours; an empty one is the first page.
    init(_ text: String?) throws(TrackingError) {
        guard let text, !text.isEmpty else {
            number = 0
            return
        }
        guard text.hasPrefix("after-"), let number = Int64(text.dropFirst(6)), number >= 0 else {
            throw TrackingCheck.invalid("Invalid page token '\(text.prefix(100))'.")
        }
        self.number = number
    }

    package var description: String { "after-\(number)" }
}
