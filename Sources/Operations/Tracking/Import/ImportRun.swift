package import Governance
package import Tracking

/// Brings in a run that another tracking server has, with all that it logged, under its own id.
///
/// Who does it again adds what is missing; what is complete is left as it is.
package struct ImportRun: Operation {
    /// The metrics of a key, a page at a time.
    package typealias History =
        @Sendable (_ key: String, _ consume: ([Metric]) async throws -> Void) async throws -> Void

    /// Its experiment is the one here.
    package let run: Run
    /// The other server's address.
    package let origin: String
    package let history: History
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    /// Says where a run was brought in from.
    package static let originTag = "assay.imported_from"

    package init(_ run: Run, from origin: String, history: @escaping History, by: Actor) {
        self.run = run
        self.origin = origin
        self.history = history
        self.by = by
    }

    /// - Returns: Whether it was not there.
    package func run(on platform: Platform) async throws -> Bool {
        let tracked = try platform.tracked()
        let known = try await known(in: tracked)
        if let known {
            guard known.tags.contains(TrackedPair(key: Self.originTag, value: origin)) else {
                throw Failure.fault(
                    "tracked_already", "the run `\(run.info.id)` is here, and is not from there")
            }
            let isSame =
                known.info.status == run.info.status && known.info.stage == run.info.stage
            if isSame, run.info.status.isEnd { return false }
        } else {
            try await begin(in: tracked)
        }
        try await log(in: tracked)
        try await finish(in: tracked)
        if run.info.status.isEnd { try await RunEnd(run: run.info.id, by: by).record(on: platform) }
        return known == nil
    }

    private func known(in tracked: TrackingStore) async throws -> Run? {
        let (id, reach) = (run.info.id, by.reach)
        do throws(Failure) {
            return try await tracked.searching { session throws(TrackingError) in
                try session.runs(
                    at: [session.place(ofRun: id, within: reach).number], within: reach
                ).first
            }
        } catch {
            guard error.code == "unknown_tracked" else { throw error }
            return nil
        }
    }

    private func begin(in tracked: TrackingStore) async throws {
        let named = run.tags.filter { $0.key == "mlflow.runName" }
        let new = NewRun(
            id: run.info.id, experiment: "\(run.info.experiment)",
            name: named.isEmpty ? run.info.name : "", user: run.info.user,
            startedMilliseconds: run.info.startedMilliseconds,
            tags: named + [TrackedPair(key: Self.originTag, value: origin)])
        let (id, reach) = (run.info.id, by.reach)
        try await tracked.writing { session throws(TrackingError) in
            _ = try session.createRun(new, orNamed: id, within: reach)
        }
    }

    private func log(in tracked: TrackingStore) async throws {
        let (id, reach, datasets) = (run.info.id, by.reach, run.datasets)
        for entries in batches {
            try await tracked.writing { session throws(TrackingError) in
                try session.log(entries, to: id, within: reach)
            }
        }
        for key in Set(run.metrics.map(\.key)).sorted() {
            try await history(key) { metrics in
                for start in stride(from: 0, to: metrics.count, by: TrackingLimits.metricCountMax) {
                    let some = metrics[start...].prefix(TrackingLimits.metricCountMax)
                    let entries = LogEntries(metrics: Array(some))
                    try await tracked.writing { session throws(TrackingError) in
                        try session.log(entries, to: id, within: reach)
                    }
                }
            }
        }
        guard !datasets.isEmpty else { return }
        try await tracked.writing { session throws(TrackingError) in
            try session.logInputs(datasets, models: [], to: id, within: reach)
        }
    }

    /// Parameters and tags, as many at once as fit.
    private var batches: [LogEntries] {
        func parts(_ pairs: [TrackedPair]) -> [[TrackedPair]] {
            let size = TrackingLimits.pairCountMax
            return stride(from: 0, to: pairs.count, by: size).map {
                Array(pairs[$0...].prefix(size))
            }
        }
        return parts(run.parameters).map { LogEntries(parameters: $0) }
            + parts(run.tags).map { LogEntries(tags: $0) }
    }

    /// INVARIANT: a run has its end only when all else of it is there, so that one whose import was
    /// broken off is gone on with.
    private func finish(in tracked: TrackingStore) async throws {
        let (info, reach) = (run.info, by.reach)
        try await tracked.writing { session throws(TrackingError) in
            _ = try session.change(
                run: info.id,
                .update(status: info.status, endedMilliseconds: info.endedMilliseconds, name: nil),
                within: reach)
            guard info.stage == .deleted else { return }
            _ = try session.change(run: info.id, .delete, within: reach)
        }
    }
}
