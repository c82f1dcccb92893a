import Transparency

/// Folds records into rows of a target store, in commits of bounded size.
struct ReadModelFold {
    private let source: any LedgerStore
    private let projection: Projection
    private let target: any LedgerStore
    private let writer: String
    /// Whether the rows go into the tables' shadows.
    private let isShadowed: Bool

    /// Where the target stands, as far as we know.
    private(set) var targetHead: LedgerHead
    /// Records that are folded.
    private(set) var size = 0
    private var overlay = RowOverlay()
    /// The writer of the last record that is folded.
    private var last: WriterNumber?

    static let chunkSize = 256
    static let changeCountMax = 2_000
    static let attemptCountMax = 32

    init(
        of projection: Projection, from source: any LedgerStore, into target: any LedgerStore,
        isShadowed: Bool, writer: String
    ) async throws(RebuildError) {
        self.projection = projection
        self.source = source
        self.target = target
        self.isShadowed = isShadowed
        self.writer = writer
        do { targetHead = try await target.head() } catch { throw .ledger(error) }
    }

    /// The tables that are filled: the projection's and the ledger's own.
    var tables: [String] { projection.tables.union([WriterNumbers.table]).sorted() }

    /// What is folded and written so far, under the tables' own names.
    var written: any RowReading { isShadowed ? ShadowRows(base: target) : target }

    /// Folds on to a size and writes all of it.
    mutating func fold(upTo end: Int) async throws(RebuildError) {
        while size < end {
            let range = size..<min(size + Self.chunkSize, end)
            let chunk: [[UInt8]]
            do { chunk = try await source.records(in: range) } catch { throw .ledger(error) }
            for (index, bytes) in zip(range, chunk) {
                let record: Record
                do { record = try Record(parsing: bytes) } catch {
                    throw .record(index: index, error)
                }
                try await project(AppendedRecord(index: index, record: record))
                if overlay.count >= Self.changeCountMax { try await flush() }
            }
            size = range.upperBound
        }
        try await flush()
    }

    private mutating func project(_ appended: AppendedRecord) async throws(RebuildError) {
        let before = OverlaidRows(overlay: overlay, base: written)
        let changes: [RowChange]
        do {
            changes = try await projection.changes(appended, before)
        } catch { throw .projection(index: appended.index, error) }
        for change in changes { try apply(change, of: appended.index) }
        let number = WriterNumber(
            writer: appended.record.writer, number: appended.record.number)
        if case .put(let row) = WriterNumbers.change(from: last, to: number.writer) {
            overlay.put(row)
        }
        last = number
    }

    private mutating func apply(_ change: RowChange, of index: Int) throws(RebuildError) {
        do { try change.validate() } catch { throw .ledger(error) }
        switch change {
        case .put(let row) where projection.tables.contains(row.table): overlay.put(row)
        case .remove(let table, let key) where projection.tables.contains(table):
            overlay.remove(table: table, key: key)
        case .put(let row): throw .notProjected(index: index, table: row.table)
        case .remove(let table, _), .clear(let table), .swap(let table, _):
            throw .notProjected(index: index, table: table)
        }
    }

    private mutating func flush() async throws(RebuildError) {
        guard !overlay.isEmpty else { return }
        let changes = overlay.changes
        try await write(changes)
        overlay = RowOverlay()
    }

    /// Empties the tables that are filled, a bounded number of rows at a time.
    mutating func clear() async throws(RebuildError) {
        for table in tables {
            var page = try await firstRows(of: table)
            while let first = page.rows.first {
                try await remove(page.rows)
                page = try await firstRows(of: table)
                guard page.rows.first == first else { continue }
                // A row whose stored key is damaged is not removed by what was read of it.
                try await write([.clear(table: table)])
                break
            }
        }
    }

    private mutating func remove(_ rows: [Row]) async throws(RebuildError) {
        let removals = rows.map { RowChange.remove(table: $0.table, key: $0.key) }
        try await write(removals.filter { (try? $0.validate()) != nil })
    }

    private func firstRows(of table: String) async throws(RebuildError) -> RowPage {
        let query = RowQuery(table, limit: Self.changeCountMax).includingDamaged
        do { return try await written.rows(query) } catch { throw .ledger(error) }
    }

    private mutating func write(_ changes: [RowChange]) async throws(RebuildError) {
        try await commit(isShadowed ? changes.map(ShadowRows.change) : changes)
    }

    /// Commits changes that come out the same when they are made twice.
    private mutating func commit(_ changes: [RowChange]) async throws(RebuildError) {
        for _ in 0..<Self.attemptCountMax {
            let batch = LedgerBatch(changing: changes, after: targetHead, writer: writer)
            do throws(LedgerError) {
                targetHead = try await target.append(batch, expecting: targetHead)
                return
            } catch {
                guard error.isWorthAnotherTry else { throw .ledger(error) }
            }
            try await refresh()
        }
        throw .contended
    }

    /// Reads where the target stands.
    mutating func refresh() async throws(RebuildError) {
        do { targetHead = try await target.head() } catch { throw .ledger(error) }
    }
}

extension LedgerError {
    fileprivate var isWorthAnotherTry: Bool {
        switch self {
        case .headMoved, .unknownOutcome: true
        case .busy, .full, .corrupt, .damagedRow, .missingRecord, .missingHash, .outOfRange,
            .newerFormat, .notALedger, .unavailable, .inputOutput, .refused:
            false
        }
    }
}
