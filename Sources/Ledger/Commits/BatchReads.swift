import Synchronization

/// What the turns of one batch read from the store, each once.
///
/// Nothing else changes the store while a batch is being made: what is being committed just before
/// is laid over these reads, and whatever another server commits has the batch run again.
final class BatchReads: RowReading {
    private let store: any RowReading
    private let known = Mutex<[[ExactText]: RowPage]>([:])
    private static let pageCountMax = 4_096
    /// Longer pages are read again, so that memory stays bounded.
    private static let rowCountMax = 4

    init(_ store: any RowReading) { self.store = store }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        let name = query.exactName
        if let page = known.withLock({ $0[name] }) { return page }
        let page = try await store.rows(query)
        guard page.rows.count <= Self.rowCountMax else { return page }
        known.withLock { known in
            if known.count < Self.pageCountMax { known[name] = page }
        }
        return page
    }

    func count(_ query: RowQuery) async throws(LedgerError) -> Int {
        try await store.count(query)
    }
}

extension RowQuery {
    /// All of it, byte for byte: two texts that are equal for people may be different for a store.
    fileprivate var exactName: [ExactText] {
        var parts = [
            table, "\(limit)", "\(direction)", "\(includesDamaged)",
            after.map { "\($0.order) \($0.tie)" } ?? "-", "\(keys?.count ?? -1)",
            "\(matching.count)",
        ]
        parts += keys ?? []
        for match in matching { parts += [match.field, match.value] }
        parts += words
        return parts.map(ExactText.init)
    }
}
