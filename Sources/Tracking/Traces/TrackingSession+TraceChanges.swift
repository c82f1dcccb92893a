import Governance

/// What may be done to a trace that is there.
package enum TraceChange: Sendable, Equatable {
    case setTag(TrackedPair)
    case removeTag(String)
    /// It ended; what is said of it is added.
    case end(
        atMilliseconds: Int64, state: Trace.State, metadata: [TrackedPair], tags: [TrackedPair])
}

/// Which traces of an experiment are deleted.
package enum TraceChoice: Sendable, Equatable {
    /// Those that began no later, the oldest first.
    case until(milliseconds: Int64, countMax: Int?)
    case named([String])
}

extension TrackingSession {
    package func change(
        trace id: String, _ change: TraceChange, within reach: TrackingReach
    ) throws(TrackingError) -> Trace {
        let trace = try loggable(trace: id, within: reach)
        switch change {
        case .setTag(let pair):
            try TrackingCheck.tag(pair, "")
            try put([pair], in: "trace_tag", of: trace)
        case .removeTag(let key): try removeTag(key, of: trace)
        case .end(let ended, let state, let metadata, let tags):
            try TrackingCheck.trace(
                NewTrace(
                    id: id, experiment: "", startedMilliseconds: 0, metadata: metadata,
                    tags: tags))
            let (duration, isTooLong) = ended.subtractingReportingOverflow(
                trace.startedMilliseconds)
            guard !isTooLong, duration >= 0 else {
                throw TrackingCheck.invalid(
                    "Invalid value \(ended) for parameter 'timestamp_ms' supplied: the trace "
                        + "began at \(trace.startedMilliseconds).")
            }
            try connection.run(
                "UPDATE trace SET duration = ?, state = ? WHERE id = ?", .integer(duration),
                .integer(state.rawValue), .integer(trace.number))
            try put(metadata, in: "trace_metadata", of: trace)
            try put(tags, in: "trace_tag", of: trace)
        }
        return try reloaded(trace)
    }

    private func removeTag(_ key: String, of trace: Trace) throws(TrackingError) {
        guard ![Trace.locationTag, Trace.spansTag].contains(key) else {
            throw TrackingCheck.invalid("The tag '\(key)' is the server's own.")
        }
        let count = try connection.changedCount(
            "DELETE FROM trace_tag WHERE trace = ? AND key = ?", .integer(trace.number),
            .text(key))
        guard count > 0 else {
            throw .refused(
                .missing(
                    "No trace tag with key '\(key.prefix(250))' for trace with ID '\(trace.id)'"))
        }
    }

    /// Says that a run is where traces come from.
    package func link(
        traces ids: [String], toRun run: String, within reach: TrackingReach
    ) throws(TrackingError) {
        guard ids.count <= TraceLimits.linkCountMax else {
            throw TrackingCheck.invalid(
                "Cannot link more than \(TraceLimits.linkCountMax) traces to a run in a single "
                    + "request. Provided \(ids.count) traces.")
        }
        let run = try loggable(run: run, within: reach)
        var rows: [[SQLValue]] = []
        for id in ids {
            let trace = try loggable(trace: id, within: reach)
            rows.append([.integer(trace.number), .text(run.id)])
        }
        try connection.insert(
            into: "trace_run", ["trace", "run_id"], rows, "ON CONFLICT DO NOTHING")
    }

    /// Deletes some of the traces that are chosen; none means that none are left.
    package func deleteTraces(
        _ choice: TraceChoice, ofExperiment id: String, limit: Int, within reach: TrackingReach
    ) throws(TrackingError) -> Int {
        let experiment = try loggable(experiment: id, within: reach)
        let which: SQLCondition =
            switch choice {
            case .until(let milliseconds, _):
                SQLCondition("started <= ?", [.integer(milliseconds)])
            case .named(let ids): .among("trace_id", ids)
            }
        let numbers = try connection.all(
            """
            SELECT id FROM trace WHERE experiment = ? AND \(which.text)
            ORDER BY started, id LIMIT ?
            """, [.integer(experiment.id)] + which.values + [.integer(Int64(limit))]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard !numbers.isEmpty else { return 0 }
        let all = "(" + numbers.map { "\($0)" }.joined(separator: ",") + ")"
        var statements = [
            "DELETE FROM span_attribute WHERE span IN (SELECT id FROM span WHERE trace IN \(all))"
        ]
        for table in TrackingSchema.partsOfTraces {
            statements.append("DELETE FROM \(table) WHERE trace IN \(all)")
        }
        statements.append("DELETE FROM trace WHERE id IN \(all)")
        for statement in statements { try connection.execute(statement) }
        return numbers.count
    }
}
