import Governance

// Traces, one at a time.
extension TrackingSession {
    static let traceColumns =
        "trace.id, trace.trace_id, trace.experiment, trace.started, trace.duration, trace.state, "
        + "trace.client_request, trace.request_preview, trace.response_preview, trace.is_stated"

    static func trace(_ row: any SQLRow) throws(TrackingError) -> Trace {
        guard let number = row.integer(0), let id = row.text(1), let experiment = row.integer(2),
            let started = row.integer(3),
            let state = row.integer(5).flatMap(Trace.State.init(rawValue:))
        else { throw .failed(.broken("a row of a trace does not read")) }
        return Trace(
            number: number, id: id, experiment: experiment, startedMilliseconds: started,
            durationMilliseconds: row.integer(4), state: state, clientRequest: row.text(6),
            requestPreview: row.text(7), responsePreview: row.text(8),
            isStated: row.integer(9) == 1)
    }

    /// A trace that the caller may see, with what is said of it but its spans.
    package func trace(
        _ id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Trace {
        guard let found = try readable(trace: id, within: reach, lock: "").first else {
            throw .refused(.trace(id))
        }
        return try loaded(found)
    }

    /// Several workspaces may have a trace of that id.
    private func readable(
        trace id: String, within reach: TrackingReach, lock: String
    ) throws(TrackingError) -> [Trace] {
        let found = try connection.all(
            "SELECT \(Self.traceColumns) FROM trace WHERE trace_id = ? ORDER BY id" + lock,
            [.text(id)], Self.trace)
        guard reach.readable != .all else { return found }
        var readable: [Trace] = []
        for trace in found {
            guard let workspace = try workspace(ofExperiment: trace.experiment),
                reach.readable.contains(workspace)
            else { continue }
            readable.append(trace)
        }
        return readable
    }

    /// A trace that the caller may change, held until the transaction ends.
    func loggable(
        trace id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Trace {
        let found = try readable(
            trace: id, within: reach, lock: connection.dialect.forUpdate)
        guard !found.isEmpty else { throw .refused(.trace(id)) }
        for trace in found {
            guard reach.writable != .all else { return trace }
            if let workspace = try workspace(ofExperiment: trace.experiment),
                reach.writable.contains(workspace)
            {
                return trace
            }
        }
        throw .refused(.mayNotLog)
    }

    /// As it is after it was changed.
    func reloaded(_ trace: Trace) throws(TrackingError) -> Trace {
        let found = try connection.first(
            "SELECT \(Self.traceColumns) FROM trace WHERE id = ?", [.integer(trace.number)],
            Self.trace)
        return try loaded(found ?? trace)
    }

    func loaded(_ trace: Trace) throws(TrackingError) -> Trace {
        var trace = trace
        trace.tags = try pairs("trace_tag", "trace", of: trace.number)
        trace.metadata = try pairs("trace_metadata", "trace", of: trace.number)
        trace.assessments = try assessments(of: trace.number)
        return trace
    }

    /// Where its files are, whatever a client says of that.
    package func location(
        ofTrace id: String, within reach: TrackingReach
    ) throws(TrackingError) -> String {
        guard let found = try readable(trace: id, within: reach, lock: "").first else {
            throw .refused(.trace(id))
        }
        return Self.location(
            ofTrace: id, in: try experiment("\(found.experiment)", within: reach))
    }

    private static func location(ofTrace id: String, in experiment: Experiment) -> String {
        "\(experiment.artifactLocation)/traces/\(id)/artifacts"
    }

    /// Traces in the order of their ids, those that are not there left out.
    ///
    /// - Throws: `invalid` when they are too many, or too large.
    package func traces(
        _ ids: [String], within reach: TrackingReach, withSpans: Bool
    ) throws(TrackingError) -> [Trace] {
        guard ids.count <= TraceLimits.readCountMax else {
            throw TrackingCheck.invalid(
                "At most \(TraceLimits.readCountMax) traces are read at once.")
        }
        var found: [Trace] = []
        var room: Int64 = 4 * Int64(TraceLimits.spanByteCountMax)
        for id in ids where !found.contains(where: { $0.id == id }) {
            guard let place = try readable(trace: id, within: reach, lock: "").first else {
                continue
            }
            var trace = try loaded(place)
            if withSpans {
                room -= try spanByteCount(of: trace.number)
                guard room >= 0 else {
                    throw TrackingCheck.invalid(
                        "These traces are too large to be read at once; ask for fewer.")
                }
                trace.spans = try spans(of: trace)
            }
            found.append(trace)
        }
        return found
    }
}

// New ones.
extension TrackingSession {
    /// Takes down what a client states of a trace, in place of what its spans said.
    package func start(
        _ new: NewTrace, _ assessments: [Assessment] = [], within reach: TrackingReach
    ) throws(TrackingError) -> Trace {
        try TrackingCheck.trace(new)
        let experiment = try loggable(traceExperiment: new.experiment, within: reach)
        let trace = try place(of: new.id, in: experiment, startedMilliseconds: 0)
        guard trace.experiment == experiment.id else {
            throw TrackingCheck.invalid(
                "Trace '\(new.id)' belongs to another experiment, \(trace.experiment).")
        }
        let cut = { (text: String?) in
            text.map { TrackingCheck.cut($0, to: TraceLimits.previewLengthMax) }
        }
        try connection.run(
            """
            UPDATE trace SET started = ?, duration = ?, state = ?, client_request = ?,
              request_preview = ?, response_preview = ?, is_stated = 1 WHERE id = ?
            """,
            .integer(new.startedMilliseconds), .integer(new.durationMilliseconds),
            .integer(new.state.rawValue), .text(new.clientRequest),
            .text(cut(new.requestPreview)), .text(cut(new.responsePreview)),
            .integer(trace.number))
        try put(new.metadata, in: "trace_metadata", of: trace)
        try put(new.tags, in: "trace_tag", of: trace)
        let known = Set(try self.assessments(of: trace.number).map(\.id))
        for assessment in assessments where !known.contains(assessment.id) {
            try add(assessment, to: trace)
        }
        return try reloaded(trace)
    }

    func loggable(
        traceExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Experiment {
        let experiment = try loggable(experiment: id, within: reach)
        guard experiment.stage == .active else {
            throw TrackingCheck.invalid(
                "The experiment \(experiment.id) must be in the 'active' state. Current state is "
                    + "deleted.")
        }
        return experiment
    }

    /// The trace of that id in the experiment's workspace, which is made when it is not there, held
    /// until the transaction ends.
    func place(
        of id: String, in experiment: Experiment, startedMilliseconds: Int64
    ) throws(TrackingError) -> Trace {
        let workspace = SQLValue.text(experiment.workspace.name)
        let count = try connection.changedCount(
            """
            INSERT INTO trace (trace_id, workspace, experiment, started, state, is_stated)
            VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (trace_id, workspace) DO NOTHING
            """,
            .text(id), workspace, .integer(experiment.id), .integer(startedMilliseconds),
            .integer(Trace.State.inProgress.rawValue))
        let found = try connection.first(
            "SELECT \(Self.traceColumns) FROM trace WHERE trace_id = ? AND workspace = ?"
                + connection.dialect.forUpdate, [.text(id), workspace], Self.trace)
        guard let found else { throw .failed(.broken("a trace is not there after it was made")) }
        if count > 0 {
            try connection.run(
                "INSERT INTO trace_tag (trace, key, value) VALUES (?, ?, ?)",
                .integer(found.number), .text(Trace.locationTag),
                .text(Self.location(ofTrace: id, in: experiment)))
        }
        return found
    }

    /// INVARIANT: where a trace's files and spans are is what the server says, and no client.
    func put(
        _ pairs: [TrackedPair], in table: String, of trace: Trace
    ) throws(TrackingError) {
        let said = pairs.lastOfEachKey.map(\.cut).filter { pair in
            table != "trace_tag" || ![Trace.locationTag, Trace.spansTag].contains(pair.key)
        }
        try connection.insert(
            into: table, ["trace", "key", "value"],
            said.map { [.integer(trace.number), .text($0.key), .text($0.value)] },
            "ON CONFLICT (trace, key) DO UPDATE SET value = excluded.value")
    }
}
