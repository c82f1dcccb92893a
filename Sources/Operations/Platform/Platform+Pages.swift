import Governance
package import Ledger

extension Platform {
    /// Every row of a read model, oldest first, a page at a time.
    package func all(_ table: ReadModel) -> AsyncThrowingStream<Row, any Error> {
        AsyncThrowingStream { stream in
            let reading = Task {
                do {
                    var cursor: PageCursor?
                    repeat {
                        let page = try await store.rows(
                            RowQuery(
                                table.rawValue, after: cursor, limit: 500, direction: .oldestFirst))
                        for row in page.rows { stream.yield(row) }
                        cursor = page.next
                    } while cursor != nil
                    stream.finish()
                } catch let error as LedgerError {
                    stream.finish(throwing: Failure(error))
                } catch {
                    stream.finish(throwing: error)
                }
            }
            stream.onTermination = { _ in reading.cancel() }
        }
    }
}
