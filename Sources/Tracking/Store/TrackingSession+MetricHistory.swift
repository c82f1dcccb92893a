// All that was ever measured of a metric.
extension TrackingSession {
    /// In the order of time, then step, then size; all of it without a `limit`.
    package func history(
        of key: String, inRun id: String, limit: Int?, start: PageToken,
        within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<Metric> {
        let run = try runInfo(id, within: reach)
        let limit = limit ?? Int(Int32.max)
        let found = try connection.all(
            """
            SELECT key, value, is_nan, timestamp, step FROM metric WHERE run = ? AND key = ?
            ORDER BY timestamp, step, value LIMIT ? OFFSET ?
            """,
            [
                .integer(run.number), .text(key), .integer(Int64(limit) + 1),
                .integer(Int64(start.offset)),
            ], Self.metric)
        return SearchPage(found, after: start.offset, limit: limit)
    }

    /// Of several runs, one after the other by their ids; runs that are not there have none.
    package func histories(
        of key: String, inRuns ids: [String], limit: Int, within reach: TrackingReach
    ) throws(TrackingError) -> [(run: String, metric: Metric)] {
        var found: [(run: String, metric: Metric)] = []
        for id in Set(ids).sorted() where found.count < limit {
            guard let run = try readable(run: id, within: reach) else { continue }
            let metrics = try connection.all(
                """
                SELECT key, value, is_nan, timestamp, step FROM metric
                WHERE run = ? AND key = ? ORDER BY timestamp, step, value LIMIT ?
                """,
                [.integer(run.number), .text(key), .integer(Int64(limit - found.count))],
                Self.metric)
            found += metrics.map { (id, $0) }
        }
        return found
    }

    private func readable(
        run id: String, within reach: TrackingReach
    ) throws(TrackingError) -> RunInfo? {
        do throws(TrackingError) { return try runInfo(id, within: reach) } catch {
            guard case .refused = error else { throw error }
            return nil
        }
    }

    /// A sample of the steps between two, the same for all runs, with each run's last one.
    package func sampledHistories(
        of key: String, inRuns ids: [String], steps: ClosedRange<Int64>?, sampleCount: Int,
        within reach: TrackingReach
    ) throws(TrackingError) -> [(run: String, metric: Metric)] {
        var runs: [RunInfo] = []
        for id in ids {
            if let run = try readable(run: id, within: reach) { runs.append(run) }
        }
        let steps = try sampledSteps(of: key, runs, between: steps, count: sampleCount)
        var found: [(run: String, metric: Metric)] = []
        for run in runs {
            let metrics = try connection.all(
                """
                SELECT key, value, is_nan, timestamp, step FROM metric
                WHERE run = ? AND key = ? ORDER BY step, timestamp, value
                """, [.integer(run.number), .text(key)], Self.metric
            ).filter { steps.contains($0.step) }
            found += metrics.prefix(Self.sampledCountMax).map { (run.id, $0) }
        }
        return found
    }

    private static let sampledCountMax = 2_500

    private func sampledSteps(
        of key: String, _ runs: [RunInfo], between bounds: ClosedRange<Int64>?, count: Int
    ) throws(TrackingError) -> Set<Int64> {
        var all: Set<Int64> = []
        var ends: Set<Int64> = []
        for run in runs {
            let steps = try connection.all(
                "SELECT DISTINCT step FROM metric WHERE run = ? AND key = ?",
                [.integer(run.number), .text(key)]
            ) { row throws(TrackingError) in row.integer(0) ?? 0 }
            .filter { bounds?.contains($0) ?? true }
            all.formUnion(steps)
            if let first = steps.min(), let last = steps.max() { ends.formUnion([first, last]) }
        }
        let sorted = all.sorted()
        guard sorted.count > count else { return all }
        // Every n-th, so that as many as asked for are left.
        let pace = Double(sorted.count) / Double(count)
        let sample = (0..<count).map { sorted[Int(Double($0) * pace)] }
        return Set(sample).union(ends)
    }
}
