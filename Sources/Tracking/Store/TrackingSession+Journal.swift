// What is logged little by little is kept as it comes, an entry each time, and settled later: sorted
// into the rows along which searches and histories walk. Many entries of a run cost there little more
// than one.
extension TrackingSession {
    /// More metrics than this are settled at once.
    private static let journaledCountMax = 100

    /// Keeps what was logged to a run, which has the revision of this change and is marked.
    ///
    /// INVARIANT: tags come into the journal alone, or when it is settled, so that the last word wins.
    func journal(_ metrics: [Metric], _ tags: [TrackedPair], on run: RunInfo) throws(TrackingError)
    {
        var entry = JournalEntry(tags: tags.lastOfEachKey.map(\.cut))
        if metrics.count > Self.journaledCountMax {
            try put([
                RunEntries(
                    run: run.number, experiment: run.experiment, revision: run.revision,
                    metrics: metrics)
            ])
        } else {
            entry.metrics = metrics
        }
        guard !entry.isEmpty else { return }
        try connection.run(
            "INSERT INTO run_journal (run, revision, entry) VALUES (?, ?, ?)",
            .integer(run.number), .integer(run.revision), .text(entry.text))
        if let name = entry.tags.first(where: { $0.key == NewRun.nameTag })?.value {
            try connection.run(
                "UPDATE run SET name = ? WHERE id = ?", .text(name), .integer(run.number))
        }
    }

    /// What is in the journal of a run, oldest first.
    func journal(of run: Int64) throws(TrackingError) -> [JournalEntry] {
        try connection.all(
            "SELECT entry FROM run_journal WHERE run = ? ORDER BY revision", [.integer(run)]
        ) { row throws(TrackingError) in try JournalEntry(reading: row.text(0) ?? "") }
    }

    /// Runs of which something is in the journal, in the order of their numbers, from after one on.
    func unsettledRuns(
        _ extent: SettledExtent, after number: Int64, limit: Int
    ) throws(TrackingError) -> [UnsettledRun] {
        let condition = SQLCondition.all([
            SQLCondition("unsettled = 1 AND id > ?", [.integer(number)]), extent.condition,
        ])
        return try connection.all(
            "SELECT id, run_id FROM run WHERE \(condition.text) ORDER BY id LIMIT ?",
            condition.values + [.integer(Int64(limit))]
        ) { row throws(TrackingError) in
            UnsettledRun(number: row.integer(0) ?? 0, id: row.text(1) ?? "")
        }
    }

    /// Sorts in what the journal holds of these runs; what they show stays the same.
    ///
    /// INVARIANT: nobody shares the transaction, for others may have marked their runs before they
    /// write to the journal.
    func settle(_ runs: [Int64]) throws(TrackingError) {
        let among = SQLCondition.among("id", runs)
        // Holds them, so that nothing comes to their journal in the meantime.
        let marked = try connection.all(
            """
            UPDATE run SET unsettled = 0 WHERE unsettled = 1 AND \(among.text)
            RETURNING id, experiment
            """, among.values
        ) { row throws(TrackingError) in
            RunEntries(run: row.integer(0) ?? 0, experiment: row.integer(1) ?? 0)
        }
        try sortIn(marked)
    }

    /// Moves what the journal holds of runs that are held to the rows that searches walk along.
    func sortIn(_ runs: [RunEntries]) throws(TrackingError) {
        guard !runs.isEmpty else { return }
        let among = SQLCondition.among("run", runs.map(\.run))
        let taken = try connection.all(
            "DELETE FROM run_journal WHERE \(among.text) RETURNING run, revision, entry",
            among.values
        ) { row throws(TrackingError) in
            (
                run: row.integer(0) ?? 0, revision: row.integer(1) ?? 0,
                entry: try JournalEntry(reading: row.text(2) ?? "")
            )
        }
        let journals = Dictionary(grouping: taken, by: \.run)
        try put(
            runs.map { run in
                var run = run
                let journal = (journals[run.run] ?? []).sorted { $0.revision < $1.revision }
                run.revision = journal.last?.revision ?? 0
                for (_, _, entry) in journal {
                    run.metrics += entry.metrics
                    run.tags += entry.tags
                }
                return run
            })
    }
}
