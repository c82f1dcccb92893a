// All that was ever measured of a metric.
//
// INVARIANT: whoever asks has the runs settled before.
extension TrackingSession {
    /// In the order of time, then step, then size; all of it without a `limit`.
    package func history(
        of key: String, inRun id: String, limit: Int?, start: PageToken,
        within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<Metric> {
        let run = try runInfo(id, within: reach)
        let limit = limit ?? Int(Int32.max)
        let found = try points(of: key, in: run).dropFirst(start.offset).prefix(limit + 1)
        return SearchPage(
            found.map { Metric(key: key, $0) }, after: start.offset, limit: limit)
    }

    /// Of several runs, one after the other by their ids; runs that are not there have none.
    package func histories(
        of key: String, inRuns ids: [String], limit: Int, within reach: TrackingReach
    ) throws(TrackingError) -> [(run: String, metric: Metric)] {
        var found: [(run: String, metric: Metric)] = []
        for id in Set(ids).sorted() where found.count < limit {
            guard let run = try readable(run: id, within: reach) else { continue }
            let points = try points(of: key, in: run).prefix(limit - found.count)
            found += points.map { (id, Metric(key: key, $0)) }
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
        var runs: [(id: String, points: [MetricPoint])] = []
        for id in ids {
            guard let run = try readable(run: id, within: reach) else { continue }
            runs.append((id, try points(of: key, in: run).sorted(by: MetricPoint.isBefore)))
        }
        let steps = Self.sampledSteps(runs.map(\.points), between: steps, count: sampleCount)
        return runs.flatMap { run in
            run.points.lazy.filter { steps.contains($0.step) }.prefix(Self.sampledCountMax)
                .map { (run.id, Metric(key: key, $0)) }
        }
    }

    private static let sampledCountMax = 2_500

    private static func sampledSteps(
        _ runs: [[MetricPoint]], between bounds: ClosedRange<Int64>?, count: Int
    ) -> Set<Int64> {
        var all: Set<Int64> = []
        var ends: Set<Int64> = []
        for points in runs {
            let steps = Set(points.map(\.step)).filter { bounds?.contains($0) ?? true }
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

    /// Each once, in the order of time, then step, then size.
    private func points(
        of key: String, in run: RunInfo
    ) throws(TrackingError) -> [MetricPoint] {
        let place: [SQLValue] = [.integer(run.number), .text(key)]
        var piece = MetricPiece()
        try connection.forEachRow(
            of: [
                SQLQuery("SELECT points FROM metric_piece WHERE run = ? AND key = ?", place),
                SQLQuery(
                    """
                    SELECT timestamp, step, value, is_nan FROM metric WHERE run = ? AND key = ?
                    """, place),
            ]
        ) { query, row throws(TrackingError) in
            guard query > 0 else { return try piece.add(row.text(0) ?? "") }
            piece.points.append(
                MetricPoint(
                    timestampMilliseconds: row.integer(0) ?? 0, step: row.integer(1) ?? 0,
                    value: row.integer(3) == 1 ? .nan : row.number(2) ?? 0))
        }
        var kept: [MetricPoint] = []
        kept.reserveCapacity(piece.points.count)
        for point in piece.points.sorted(by: MetricPoint.isEarlier)
        where !(kept.last?.isSame(as: point) ?? false) {
            kept.append(point)
        }
        return kept
    }
}
