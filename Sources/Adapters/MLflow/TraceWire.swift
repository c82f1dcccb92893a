import Tracking
import Transparency

/// A trace as MLflow writes one.
enum TraceWire {
    static func json(_ trace: Trace) -> JSON {
        var members: [String: JSON] = [
            "trace_id": .string(trace.id),
            "trace_location": [
                "type": "MLFLOW_EXPERIMENT",
                "mlflow_experiment": ["experiment_id": .string("\(trace.experiment)")],
            ],
            "request_time": ProtobufJSON.moment(trace.startedMilliseconds),
            "state": .string(trace.state.name),
        ]
        if let duration = trace.durationMilliseconds {
            members["execution_duration"] = ProtobufJSON.duration(duration)
        }
        members["client_request_id"] = trace.clientRequest.map { .string($0) }
        members["request_preview"] = trace.requestPreview.map { .string($0) }
        members["response_preview"] = trace.responsePreview.map { .string($0) }
        if !trace.tags.isEmpty { members["tags"] = map(trace.tags) }
        if !trace.metadata.isEmpty { members["trace_metadata"] = map(trace.metadata) }
        if !trace.assessments.isEmpty {
            members["assessments"] = .array(
                trace.assessments.map { AssessmentWire.json($0, of: trace.id) })
        }
        return .object(members)
    }

    /// With its spans.
    static func write(whole trace: Trace, to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("spans")
            writer.array(count: trace.spans.count) { index, writer in
                SpanWire.write(trace.spans[index], to: &writer)
            }
            writer.member("trace_info", json(trace))
        }
    }

    private static func map(_ pairs: [TrackedPair]) -> JSON {
        .object(Dictionary(pairs.map { ($0.key, .string($0.value)) }) { $1 })
    }

    /// As servers before 3.0 wrote it.
    static func old(_ trace: Trace) -> JSON {
        var members: [String: JSON] = [
            "request_id": .string(trace.id), "experiment_id": .string("\(trace.experiment)"),
            "timestamp_ms": .number(Double(trace.startedMilliseconds)),
            "status": .string(
                trace.state == .unspecified ? "TRACE_STATUS_UNSPECIFIED" : trace.state.name),
            "request_metadata": PairWire.json(trace.metadata), "tags": PairWire.json(trace.tags),
        ]
        members["execution_time_ms"] = trace.durationMilliseconds.map { .number(Double($0)) }
        return .object(members)
    }
}

// What clients send.
extension TraceWire {
    /// What MLflow's server says of a trace of which a client stated all: spans change it no more.
    private static let isFinal = TrackedPair(key: "mlflow.trace.infoFinalized", value: "true")

    static func new(_ info: JSON) throws -> NewTrace {
        let text = { (name: String) throws -> String? in
            guard let value = info[name], !value.isNull else { return nil }
            guard let text = value.stringValue else { throw MLflowProblem.invalid(value, name) }
            return text
        }
        guard let id = try text("trace_id"), !id.isEmpty else {
            throw MLflowProblem.missing("trace.trace_info.trace_id")
        }
        let location = info["trace_location"]?["mlflow_experiment"]
        guard let experiment = location?["experiment_id"]?.stringValue, !experiment.isEmpty else {
            throw MLflowProblem.missing("trace.trace_info.trace_location.mlflow_experiment")
        }
        return NewTrace(
            id: id, experiment: experiment,
            startedMilliseconds: try ProtobufJSON.milliseconds(info["request_time"]) ?? 0,
            durationMilliseconds: try ProtobufJSON.duration(info["execution_duration"]),
            state: try state(info["state"], "state") ?? .unspecified,
            clientRequest: try text("client_request_id"),
            requestPreview: try text("request_preview"),
            responsePreview: try text("response_preview"),
            metadata: try pairs(info["trace_metadata"], "trace_metadata") + [isFinal],
            tags: try pairs(info["tags"], "tags"))
    }

    static func state(_ value: JSON?, _ name: String) throws -> Trace.State? {
        guard let value, !value.isNull else { return nil }
        if value == "TRACE_STATUS_UNSPECIFIED" { return .unspecified }
        let number = value.mlflowInteger.flatMap(Trace.State.init(rawValue:))
        guard let state = value.stringValue.flatMap(Trace.State.init(name:)) ?? number else {
            throw MLflowProblem.invalid(value, name)
        }
        return state
    }

    /// The members of a map of texts.
    static func pairs(_ value: JSON?, _ name: String) throws -> [TrackedPair] {
        guard let value, !value.isNull else { return [] }
        guard let members = value.objectValue else { throw MLflowProblem.invalid(value, name) }
        return try members.sorted { $0.key < $1.key }.map { key, value in
            guard let text = value.stringValue else { throw MLflowProblem.invalid(value, name) }
            return TrackedPair(key: key, value: text)
        }
    }
}
