package import Transparency

/// What one command sees and does: reads of the store with all that is pending before it, records
/// to append and rows to change.
///
/// Nothing of it lasts when the command throws. A command waits for nothing but these reads: while
/// it runs, every other writer waits for it.
package struct Turn: RowReading {
    /// The moment that the turn's records bear.
    package let now: Instant
    package let writer: String
    /// The index that the next record to be appended will have.
    package private(set) var nextIndex: Int
    private(set) var nextNumber: Int
    package private(set) var records: [AppendedRecord] = []
    private(set) var changes: RowOverlay

    private let pending: RowOverlay
    private let store: any RowReading

    package static let recordCountMax = 1_000
    package static let rowCountMax = 10_000

    init(
        now: Instant, writer: String, nextIndex: Int, nextNumber: Int, pending: RowOverlay,
        store: any RowReading
    ) {
        self.now = now
        self.writer = writer
        self.nextIndex = nextIndex
        self.nextNumber = nextNumber
        self.pending = pending
        self.store = store
        changes = RowOverlay(over: pending)
    }

    /// Rows as they stand after all earlier turns and this one's own changes.
    package func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        let before = OverlaidRows(overlay: pending, base: store)
        return try await changes.rows(query, over: before)
    }

    /// Appends a record.
    ///
    /// - Returns: The record and its index, both as they are once the turn is committed.
    /// - Throws: ``TurnError/record(_:)`` when it is malformed or too large, or
    ///   ``TurnError/tooManyRecords``.
    @discardableResult
    package mutating func append(
        kind: String, body: JSON, by: String, grade: String
    ) throws(TurnError) -> AppendedRecord {
        guard records.count < Self.recordCountMax else { throw .tooManyRecords }
        let record: Record
        do {
            record = try Record(
                kind: kind, at: now, by: by, grade: grade, body: body, writer: writer,
                number: nextNumber)
        } catch { throw .record(error) }
        let appended = AppendedRecord(index: nextIndex, record: record)
        records.append(appended)
        nextIndex += 1
        nextNumber += 1
        return appended
    }

    /// Adds a row or replaces the one with its key.
    package mutating func put(_ row: Row) throws(TurnError) { try apply(.put(row)) }

    /// Removes a row, if it is there.
    package mutating func remove(table: String, key: String) throws(TurnError) {
        try apply(.remove(table: table, key: key))
    }

    private static let reserved = TurnError.row(
        .refused("only the ledger itself changes `\(WriterNumbers.table)`"))

    /// Applies what a projection makes of a record.
    ///
    /// - Throws: ``TurnError/row(_:)`` also for `clear` and `swap`, which are for rebuilding.
    package mutating func apply(_ change: RowChange) throws(TurnError) {
        do { try change.validate() } catch { throw .row(error) }
        guard changes.count < Self.rowCountMax else { throw .tooManyRows }
        switch change {
        case .put(let row) where row.table == WriterNumbers.table: throw Self.reserved
        case .remove(WriterNumbers.table, _): throw Self.reserved
        case .put(let row): changes.put(row)
        case .remove(let table, let key): changes.remove(table: table, key: key)
        case .clear, .swap:
            throw .row(.refused("a command changes a table row by row"))
        }
    }
}

/// A record and where it stands.
package struct AppendedRecord: Sendable, Equatable {
    /// From 0.
    package let index: Int
    package let record: Record

    package init(index: Int, record: Record) {
        self.index = index
        self.record = record
    }
}

/// What a turn refuses to take.
package enum TurnError: Error, Equatable, Sendable {
    case record(RecordError)
    case row(LedgerError)
    case tooManyRecords
    case tooManyRows
}

extension TurnError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .record(let error): error.description
        case .row(let error): error.description
        case .tooManyRecords:
            "one command appends at most \(Turn.recordCountMax) records; split it"
        case .tooManyRows: "one command changes at most \(Turn.rowCountMax) rows; split it"
        }
    }
}
