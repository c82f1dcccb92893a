import Governance
import Transparency

/// How many records a request added, and how many it added to.
package struct UpsertedRecords: Sendable, Equatable {
    package let insertedCount: Int
    package let updatedCount: Int
}

// What data sets are made of.
extension TrackingSession {
    private static let recordColumns = [
        "record_id", "inputs", "outputs", "expectations", "tags", "source", "created", "updated",
        "created_by", "updated_by", "input_digest",
    ]
    private static let readColumns =
        (["id"] + recordColumns).joined(separator: ", ")
    /// Of each column of a record that is there already, what an insert of it says anew.
    private static let renewal =
        "ON CONFLICT (dataset, input_digest) DO UPDATE SET "
        + ["outputs", "expectations", "tags", "updated", "updated_by", "digest", "byte_count"]
        .map { "\($0) = excluded.\($0)" }.joined(separator: ", ")

    private static func record(_ row: any SQLRow) throws(TrackingError) -> DatasetRecord {
        let json = { (column: Int) throws(TrackingError) -> ExactJSON? in
            guard let text = row.text(column) else { return nil }
            return try ExactJSON(reading: text, of: "record")
        }
        guard let number = row.integer(0), let id = row.text(1), let inputs = try json(2),
            let tags = try json(5), let created = row.integer(7), let updated = row.integer(8),
            let inputDigest = row.text(11)
        else { throw .failed(.broken("a row of a data set's record does not read")) }
        return DatasetRecord(
            number: number, id: id, inputs: inputs, inputDigest: inputDigest,
            outputs: try json(3), expectations: try json(4), tags: tags, source: try json(6),
            createdMilliseconds: created, updatedMilliseconds: updated, createdBy: row.text(9),
            updatedBy: row.text(10))
    }

    /// Adds records, or what is said anew of those with the same inputs.
    ///
    /// - Throws: `invalid` when the data set would be larger than one may be.
    package func upsert(
        _ said: [SaidRecord], toDataset id: String, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> UpsertedRecords {
        var dataset = try loggable(dataset: id, within: reach)
        guard !said.isEmpty else { return UpsertedRecords(insertedCount: 0, updatedCount: 0) }
        var schema = DatasetSchema()
        if let known = dataset.schema { schema = try DatasetSchema(reading: known) }
        var records = try known(said, of: dataset)
        dataset.byteCount -= records.values.reduce(0) { $0 + $1.byteCount }
        var order: [String] = []
        var changed: Set<String> = []
        var insertedCount = 0
        for one in said {
            schema.add(one)
            let key = one.inputDigest
            if records[key] == nil {
                records[key] = DatasetRecord(one, of: dataset, at: now)
                insertedCount += 1
            } else {
                records[key]?.merge(one, at: now)
            }
            if changed.insert(key).inserted { order.append(key) }
        }
        dataset.recordCount += Int64(insertedCount)
        dataset.schema = schema.written
        dataset.updatedBy = said.compactMap(\.user).last
        try save(order.compactMap { records[$0] }, of: &dataset)
        try conclude(dataset, at: now)
        return UpsertedRecords(
            insertedCount: insertedCount, updatedCount: said.count - insertedCount)
    }

    /// Those that are there of what a request speaks of, by what their inputs are.
    private func known(
        _ said: [SaidRecord], of dataset: EvaluationDataset
    ) throws(TrackingError) -> [String: DatasetRecord] {
        let digests = Set(said.map(\.inputDigest)).sorted()
        var found: [String: DatasetRecord] = [:]
        for start in stride(from: 0, to: digests.count, by: 500) {
            let some = SQLCondition.among(
                "input_digest", Array(digests[start..<min(start + 500, digests.count)]))
            try connection.forEachRow(
                """
                SELECT \(Self.readColumns) FROM dataset_record
                WHERE dataset = ? AND \(some.text)
                """, [.integer(dataset.number)] + some.values
            ) { row throws(TrackingError) in
                let record = try Self.record(row)
                found[record.inputDigest] = record
            }
        }
        return found
    }

    private func save(
        _ records: [DatasetRecord], of dataset: inout EvaluationDataset
    ) throws(TrackingError) {
        var rows: [[SQLValue]] = []
        for record in records {
            let byteCount = record.byteCount
            guard byteCount <= DatasetLimits.recordByteCountMax else {
                throw TrackingCheck.invalid(
                    "A record has at most \(DatasetLimits.recordByteCountMax) bytes; one has "
                        + "\(byteCount).")
            }
            dataset.byteCount += byteCount
            rows.append(
                [
                    .integer(dataset.number), .text(record.digest), .integer(byteCount),
                ] + Self.values(of: record))
        }
        try Self.check(dataset)
        try connection.insert(
            into: "dataset_record",
            ["dataset", "digest", "byte_count"] + Self.recordColumns, rows,
            Self.renewal)
    }

    private static func values(of record: DatasetRecord) -> [SQLValue] {
        [
            .text(record.id), .text(record.inputs.written), .text(record.outputs?.written),
            .text(record.expectations?.written), .text(record.tags.written),
            .text(record.source?.written), .integer(record.createdMilliseconds),
            .integer(record.updatedMilliseconds), .text(record.createdBy), .text(record.updatedBy),
            .text(record.inputDigest),
        ]
    }

    private static func check(_ dataset: EvaluationDataset) throws(TrackingError) {
        guard dataset.recordCount <= DatasetLimits.recordCountMax,
            dataset.byteCount <= DatasetLimits.byteCountMax
        else {
            throw TrackingCheck.invalid(
                "A data set has at most \(DatasetLimits.recordCountMax) records and "
                    + "\(DatasetLimits.byteCountMax) bytes; this one would have "
                    + "\(dataset.recordCount) and \(dataset.byteCount).")
        }
        guard TrackingCheck.fits(dataset.schema ?? "", DatasetLimits.schemaLengthMax) else {
            throw TrackingCheck.invalid(
                "The records of a data set have too many different fields: their names and types "
                    + "have at most \(DatasetLimits.schemaLengthMax) characters.")
        }
    }

    /// Says of a data set what its records are now.
    private func conclude(
        _ dataset: EvaluationDataset, at now: Int64
    ) throws(TrackingError) {
        let digests = try connection.all(
            "SELECT digest FROM dataset_record WHERE dataset = ? ORDER BY input_digest",
            [.integer(dataset.number)]
        ) { row throws(TrackingError) in row.text(0) ?? "" }
        try connection.run(
            """
            UPDATE evaluation_dataset SET fields = ?, record_count = ?, byte_count = ?,
              digest = ?, updated = ?, updated_by = ? WHERE id = ?
            """,
            .text(dataset.schema), .integer(dataset.recordCount), .integer(dataset.byteCount),
            .text(Self.digest(named: dataset.name, records: digests)), .integer(now),
            .text(dataset.updatedBy), .integer(dataset.number))
    }

    /// Half of a SHA-256, which is as much as a run's inputs have room for.
    static func digest(named name: String, records: [String]) -> String {
        let parts = JSON.array([.string(name)] + records.map { .string($0) })
        return String(Digest(of: parts.canonicalBytes).hex.prefix(32))
    }

    /// - Returns: How many were there.
    package func delete(
        records ids: [String], ofDataset id: String, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> Int {
        var dataset = try loggable(dataset: id, within: reach)
        guard ids.count <= DatasetLimits.changedCountMax else {
            throw TrackingCheck.invalid(
                "At most \(DatasetLimits.changedCountMax) records may be deleted at once.")
        }
        var count = 0
        for start in stride(from: 0, to: ids.count, by: 500) {
            let some = SQLCondition.among(
                "record_id", Array(ids[start..<min(start + 500, ids.count)]))
            count += try connection.changedCount(
                "DELETE FROM dataset_record WHERE dataset = ? AND \(some.text)",
                [.integer(dataset.number)] + some.values)
        }
        guard count > 0 else { return 0 }
        let left = try connection.first(
            """
            SELECT count(*), CAST(COALESCE(sum(byte_count), 0) AS \(connection.dialect.integer))
            FROM dataset_record WHERE dataset = ?
            """, [.integer(dataset.number)]
        ) { row throws(TrackingError) in (row.integer(0) ?? 0, row.integer(1) ?? 0) }
        (dataset.recordCount, dataset.byteCount) = left ?? (0, 0)
        try conclude(dataset, at: now)
        return count
    }

    /// Records in the order in which they came, from after a place on.
    package func records(
        ofDataset id: String, _ page: RecordPage, within reach: TrackingReach
    ) throws(TrackingError) -> (records: [DatasetRecord], next: RecordPlace?) {
        let dataset = try readable(dataset: id, within: reach)
        var room = DatasetLimits.pageByteCountMax
        var (last, count, hasMore) = (page.start.number, 0, false)
        try connection.forEachRow(
            """
            SELECT id, byte_count FROM dataset_record WHERE dataset = ? AND id > ?
            ORDER BY id LIMIT ?
            """,
            [.integer(dataset.number), .integer(last), .integer(Int64(page.limit + 1))]
        ) { row throws(TrackingError) in
            room -= row.integer(1) ?? 0
            hasMore = hasMore || count == page.limit || room < 0 && count > 0
            guard !hasMore else { return }
            last = row.integer(0) ?? 0
            count += 1
        }
        let records = try connection.all(
            """
            SELECT \(Self.readColumns) FROM dataset_record
            WHERE dataset = ? AND id > ? AND id <= ? ORDER BY id
            """, [.integer(dataset.number), .integer(page.start.number), .integer(last)],
            Self.record)
        return (records, hasMore ? RecordPlace(number: last) : nil)
    }
}
