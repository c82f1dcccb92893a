import Transparency

/// Where a writer's next commit starts.
struct LedgerPosition: Sendable {
    let head: LedgerHead
    /// The number of the writer's next record.
    let nextNumber: Int
    /// Whose number is kept nowhere but in the ledger's last record; `nil` in an empty ledger.
    let last: WriterNumber?

    /// Reads it from a store.
    ///
    /// `isAheadOfOthers`: Other writers wait from here to the commit, where the store can do that.
    static func read(
        by writer: String, from store: any LedgerStore, isAheadOfOthers: Bool
    ) async throws(LedgerError) -> Self {
        let head =
            isAheadOfOthers ? try await store.headAheadOfOthers() : try await store.head()
        let last = try await WriterNumbers.last(of: head, in: store)
        let number =
            last?.writer == writer
            ? last?.number : try await WriterNumbers.number(of: writer, in: store)
        return Self(head: head, nextNumber: (number ?? 0) + 1, last: last)
    }
}

/// A writer and the number of its last record.
struct WriterNumber: Sendable, Equatable {
    let writer: String
    let number: Int
}
