/// Makes the read models again from the records, or tells where they differ from them.
package struct ReadModelRebuild: Sendable {
    private let store: any LedgerStore
    private let projection: Projection
    private let writer: String

    private static let attemptCountMax = 32
    private static let pageSize = 500

    /// A rebuild appends no record; `writer` is whom its commits are marked with.
    package init(store: any LedgerStore, projection: Projection, writer: String) {
        self.store = store
        self.projection = projection
        self.writer = writer
    }

    /// Compares the rows with what the records make, without changing anything.
    ///
    /// The rows are made in `scratch`, an empty store.
    ///
    /// - Throws: ``RebuildError/contended`` when others keep writing meanwhile.
    /// - Complexity: O(records + rows).
    package func check(
        scratch: any LedgerStore = MemoryStore()
    ) async throws(RebuildError) -> RebuildReport {
        var fold = try await ReadModelFold(
            of: projection, from: store, into: scratch, isShadowed: false, writer: writer)
        for _ in 0..<Self.attemptCountMax {
            let head = try await self.head()
            try await fold.fold(upTo: head.size)
            let report = try await compare(with: fold)
            // Rows that were written while we compared would show as differences.
            if try await self.head() == head { return report }
        }
        throw .contended
    }

    /// Makes all rows of the projection's tables again and puts them in place at once: a reader
    /// sees the old ones or the new ones.
    ///
    /// The new rows are made in shadow tables, in commits of bounded size, while others go on
    /// writing; what they append is folded in before the exchange. A rebuild that breaks off leaves
    /// the old rows in place, and the next one starts afresh.
    ///
    /// - Returns: Where the old rows differed.
    /// - Complexity: O(records + rows).
    package func run() async throws(RebuildError) -> RebuildReport {
        var fold = try await ReadModelFold(
            of: projection, from: store, into: store, isShadowed: true, writer: writer)
        try await fold.clear()
        for _ in 0..<Self.attemptCountMax {
            try await fold.fold(upTo: fold.targetHead.size)
            let report = try await compare(with: fold)
            if try await exchange(fold) {
                try await fold.refresh()
                try await fold.clear()
                return report
            }
            try await fold.refresh()
        }
        throw .contended
    }

    /// Puts the shadows in place, unless somebody committed since.
    private func exchange(_ fold: ReadModelFold) async throws(RebuildError) -> Bool {
        guard fold.size == fold.targetHead.size else { return false }
        let swaps = fold.tables.map { RowChange.swap(table: $0, with: ShadowRows.name(of: $0)) }
        let batch = LedgerBatch(changing: swaps, after: fold.targetHead, writer: writer)
        do throws(LedgerError) {
            _ = try await store.append(batch, expecting: fold.targetHead)
            return true
        } catch .headMoved {
            return false
        } catch {
            throw .ledger(error)
        }
    }

    private func head() async throws(RebuildError) -> LedgerHead {
        do { return try await store.head() } catch { throw .ledger(error) }
    }
}

extension ReadModelRebuild {
    private func compare(with fold: ReadModelFold) async throws(RebuildError) -> RebuildReport {
        var report = RebuildReport()
        report.recordCount = fold.size
        do throws(LedgerError) {
            for table in fold.tables {
                try await noteMissing(table, from: store, against: fold.written, in: &report)
                try await noteUnexpected(table, in: store, against: fold.written, in: &report)
            }
        } catch { throw .ledger(error) }
        return report
    }

    private func noteMissing(
        _ table: String, from old: any RowReading, against new: any RowReading,
        in report: inout RebuildReport
    ) async throws(LedgerError) {
        try await eachPage(of: table, in: new) { page throws(LedgerError) in
            let known = try await Self.rows(like: page, of: table, in: old)
            for row in page {
                report.rowCount += 1
                guard let other = known[ExactText(row.key)] else {
                    report.note(.missing, row)
                    continue
                }
                if other != row { report.note(.changed, row) }
            }
        }
    }

    private func noteUnexpected(
        _ table: String, in old: any RowReading, against new: any RowReading,
        in report: inout RebuildReport
    ) async throws(LedgerError) {
        try await eachPage(of: table, in: old) { page throws(LedgerError) in
            let known = try await Self.rows(like: page, of: table, in: new)
            for row in page where known[ExactText(row.key)] == nil {
                report.note(.unexpected, row)
            }
        }
    }

    private func eachPage(
        of table: String, in rows: any RowReading,
        _ body: ([Row]) async throws(LedgerError) -> Void
    ) async throws(LedgerError) {
        var query: RowQuery? = RowQuery(
            table, limit: Self.pageSize, direction: .oldestFirst
        ).includingDamaged
        while let asked = query {
            let page = try await rows.rows(asked)
            try await body(page.rows)
            query = page.next.map(asked.going)
        }
    }

    private static func rows(
        like page: [Row], of table: String, in rows: any RowReading
    ) async throws(LedgerError) -> [ExactText: Row] {
        guard !page.isEmpty else { return [:] }
        let query = RowQuery(table, keys: page.map(\.key), limit: page.count).includingDamaged
        let found = try await rows.rows(query).rows
        return Dictionary(found.map { (ExactText($0.key), $0) }) { first, _ in first }
    }
}
