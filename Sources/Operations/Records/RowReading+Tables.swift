package import Ledger

extension RowReading {
    /// Rows of a read model in which every field has its value, newest first, with the store's
    /// errors as failures.
    package func rows(
        _ table: ReadModel, where fields: KeyValuePairs<String, String> = [:],
        words: [String] = [], after cursor: PageCursor? = nil, limit: Int = RowQuery.limitMax
    ) async throws(Failure) -> [Row] {
        do {
            return try await rows(
                RowQuery(
                    table.rawValue, matching: fields.map { .init($0, $1) }, words: words,
                    after: cursor, limit: limit)
            ).rows
        } catch {
            throw Failure(error)
        }
    }

    package func row(_ table: ReadModel, _ key: String) async throws(Failure) -> Row? {
        guard !key.isEmpty else { return nil }
        do {
            return try await row(table.rawValue, key)
        } catch {
            throw Failure(error)
        }
    }

    /// Hands every row of a read model to `body`, oldest first, a page at a time.
    package func eachRow(
        of table: ReadModel, _ body: (Row) async throws -> Void
    ) async throws {
        var cursor: PageCursor?
        repeat {
            let page: RowPage
            do throws(LedgerError) {
                page = try await rows(
                    RowQuery(table.rawValue, after: cursor, limit: 500, direction: .oldestFirst))
            } catch {
                throw Failure(error)
            }
            for row in page.rows { try await body(row) }
            cursor = page.next
        } while cursor != nil
    }
}
