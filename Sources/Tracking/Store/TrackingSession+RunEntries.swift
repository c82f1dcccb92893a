/// What was logged to a run, in the order in which it was.
struct RunEntries {
    let run: Int64
    let experiment: Int64
    /// That with which the last of it was logged: nothing else was logged with it.
    var revision: Int64 = 0
    var metrics: [Metric] = []
    var tags: [TrackedPair] = []
}

// The rows along which searches and histories walk.
extension TrackingSession {
    /// `runs`: Each once.
    func put(_ runs: [RunEntries]) throws(TrackingError) {
        try connection.insert(
            into: "metric_piece", ["run", "key", "revision", "points"],
            runs.flatMap(Self.pieceRows))
        try connection.insert(
            into: "latest_metric",
            ["run", "key", "value", "is_nan", "step", "timestamp", "experiment"],
            runs.flatMap(Self.latestRows),
            """
            ON CONFLICT (run, key) DO UPDATE SET value = excluded.value,
              is_nan = excluded.is_nan, step = excluded.step, timestamp = excluded.timestamp
            WHERE (excluded.step, excluded.timestamp, excluded.value)
              > (latest_metric.step, latest_metric.timestamp, latest_metric.value)
            """)
        try connection.insert(
            into: "run_tag", ["run", "key", "value"],
            runs.flatMap { run in
                run.tags.lastOfEachKey.map { [.integer(run.run), .text($0.key), .text($0.value)] }
            }, "ON CONFLICT (run, key) DO UPDATE SET value = excluded.value")
    }

    private static func pieceRows(of run: RunEntries) -> [[SQLValue]] {
        Dictionary(grouping: run.metrics, by: \.key).map { key, metrics in
            let piece = MetricPiece(points: metrics.map(\.point))
            return [.integer(run.run), .text(key), .integer(run.revision), .text(piece.text)]
        }
    }

    private static func latestRows(of run: RunEntries) -> [[SQLValue]] {
        run.metrics.lastOfEachKey.map { metric in
            [
                .integer(run.run), .text(metric.key),
                .number(metric.value.isNaN ? 0 : metric.value),
                .integer(metric.value.isNaN ? 1 : 0), .integer(metric.step),
                .integer(metric.timestampMilliseconds),
                .integer(run.experiment),
            ]
        }
    }
}
