import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    private static let new = "3.0"

    var traceRoutes: [Route] {
        traceReading + traceSearches + traceChanges + assessmentRoutes + oldTraceRoutes
    }

    private var traceReading: [Route] {
        let platform = self.platform
        return route(.get, "traces/{trace}", .readRuns, version: Self.new) { asked, request in
            let trace = try await platform.perform(ReadTrace(id: request.trace, by: asked.actor))
            return .json(["trace": ["trace_info": TraceWire.json(trace)]])
        }
            + route(.get, "traces/get", .readRuns, version: Self.new) { asked, _ in
                let id = try asked.required("trace_id")
                let found = try await platform.perform(
                    ReadTraces(ids: [id], withSpans: true, by: asked.actor))
                guard let trace = found.first else { throw Failure(.refused(.trace(id))) }
                return .written { writer in
                    writer.member("trace")
                    TraceWire.write(whole: trace, to: &writer)
                }
            }
            + route(.get, "traces/batchGet", .readRuns, version: Self.new) { asked, _ in
                let found = try await platform.perform(
                    ReadTraces(
                        ids: try asked.texts("trace_ids"), withSpans: true, by: asked.actor))
                let whole = found.filter(\.isWhole)
                return .written { writer in
                    writer.member("traces")
                    writer.array(count: whole.count) { index, writer in
                        TraceWire.write(whole: whole[index], to: &writer)
                    }
                }
            }
            + route(
                .post, "traces/batchGetInfos", .readRuns, version: Self.new, isReading: true
            ) { asked, _ in
                let found = try await platform.perform(
                    ReadTraces(
                        ids: try asked.texts("trace_ids"), withSpans: false, by: asked.actor))
                return .json(["trace_infos": .array(found.map(TraceWire.json))])
            }
    }

    private var traceSearches: [Route] {
        let platform = self.platform
        return route(
            .post, "traces/search", .readRuns, version: Self.new, isReading: true
        ) { asked, _ in
            let places = try asked.objects("locations").compactMap {
                $0["mlflow_experiment"]?["experiment_id"]?.stringValue
            }
            let page = try await platform.perform(try asked.traceSearch(in: places))
            return .json(Self.page(page, TraceWire.json))
        }
            + route(
                .post, "traces/calculate-filter-correlation", .readRuns, version: Self.new,
                isReading: true
            ) { asked, _ in
                let outcome = try await platform.perform(
                    CorrelateTraces(
                        first: try asked.required("filter_string1"),
                        second: try asked.required("filter_string2"),
                        base: try asked.text("base_filter") ?? "",
                        experiments: try asked.texts("experiment_ids"), by: asked.actor))
                return .json(outcome.json)
            }
    }

    static func page(_ page: SearchPage<Trace>, _ write: (Trace) -> JSON) -> JSON {
        var answer: [String: JSON] = ["traces": .array(page.found.map(write))]
        if let next = page.next { answer["next_page_token"] = .string("\(next)") }
        return .object(answer)
    }

    private var traceChanges: [Route] {
        let platform = self.platform
        let delete: MLflowHandle = { asked, _ in
            let count = try await platform.perform(
                DeleteTraces(
                    experiment: try asked.required("experiment_id"),
                    choice: try asked.traceChoice(), by: asked.actor))
            return .json(["traces_deleted": .number(Double(count))])
        }
        let link: MLflowHandle = { asked, _ in
            try await platform.perform(
                LinkTraces(
                    traces: try asked.texts("trace_ids"), run: try asked.required("run_id"),
                    by: asked.actor))
            return .done
        }
        return route(.post, "traces", .logRuns, version: Self.new) { asked, _ in
            let trace = try await platform.perform(try asked.newTrace(on: platform))
            return .json(["trace": ["trace_info": TraceWire.json(trace)]])
        }
            + ["2.0", Self.new].flatMap { version in
                route(.post, "traces/delete-traces", .logRuns, version: version, delete)
                    + route(.post, "traces/link-to-run", .logRuns, version: version, link)
                    + route(.patch, "traces/{trace}/tags", .logRuns, version: version) {
                        asked, request in
                        let pair = TrackedPair(
                            key: try asked.required("key"), value: try asked.text("value") ?? "")
                        _ = try await platform.perform(
                            ChangeTrace(
                                id: request.trace, change: .setTag(pair), by: asked.actor))
                        return .done
                    }
                    + route(.delete, "traces/{trace}/tags", .logRuns, version: version) {
                        asked, request in
                        let change = TraceChange.removeTag(try asked.required("key"))
                        _ = try await platform.perform(
                            ChangeTrace(id: request.trace, change: change, by: asked.actor))
                        return .done
                    }
            }
    }
}

extension ServerResponse {
    /// An object that is written piece by piece.
    fileprivate static func written(
        _ members: (inout CanonicalWriter) -> Void
    ) -> ServerResponse {
        var writer = CanonicalWriter()
        writer.object(members)
        return .json(ByteBuffer(bytes: writer.bytes))
    }
}

extension ServerRequest {
    /// The id in the path.
    var trace: String { parameters["trace"] ?? "" }
}

extension Trace {
    /// Whether all of the spans are here of which the client spoke.
    fileprivate var isWhole: Bool {
        guard let text = statedSize, let json = try? JSON(parsing: Array(text.utf8)),
            let count = json["num_spans"]?.intValue
        else { return true }
        return spans.count >= count
    }
}

extension CorrelateTraces.Outcome {
    fileprivate var json: JSON {
        let number = { (value: Double) -> JSON in value.isNaN ? "NaN" : .number(value) }
        return [
            "npmi": number(plain), "npmi_smoothed": number(smoothed),
            "filter1_count": JSON(counts.first), "filter2_count": JSON(counts.second),
            "joint_count": JSON(counts.both), "total_count": JSON(counts.total),
        ]
    }
}

extension MLflowRequest {
    func traceSearch(in experiments: [String]) throws -> SearchTraces {
        let (filter, orders) = (try text("filter") ?? "", try texts("order_by"))
        let limit = try limit(usual: 100, max: TraceLimits.resultCountMax)
        let start = try text("page_token")
        return SearchTraces(
            search: try Failure.tracking { () throws(TrackingError) in
                try TraceSearch(
                    experiments: experiments, filter: filter, orders: orders, limit: limit,
                    start: start)
            }, by: actor)
    }

    fileprivate func newTrace(on platform: Platform) throws -> StartTrace {
        guard let info = value("trace")?["trace_info"], info.objectValue != nil else {
            throw MLflowProblem.missing("trace.trace_info")
        }
        let now = platform.now().milliseconds
        let assessments = try (info["assessments"]?.arrayValue ?? []).map { json in
            try AssessmentWire.new(json, orNamed: Self.assessmentID(on: platform), at: now)
        }
        return StartTrace(new: try TraceWire.new(info), assessments: assessments, by: actor)
    }

    static func assessmentID(on platform: Platform) -> String {
        "a-" + Hex.encode(platform.random(16))
    }

    fileprivate func traceChoice() throws -> TraceChoice {
        let ids = try texts("request_ids") + texts("trace_ids")
        let (until, count) = (try integer("max_timestamp_millis"), try integer("max_traces"))
        guard ids.isEmpty != (until == nil) else {
            throw MLflowProblem.invalid(
                "Either `max_timestamp_millis` or `trace_ids` must be specified, but not both.")
        }
        guard ids.isEmpty || count == nil else {
            throw MLflowProblem.invalid("`max_traces` can't be specified if `trace_ids` is.")
        }
        guard count ?? 1 > 0 else {
            throw MLflowProblem.invalid("`max_traces` must be a positive integer.")
        }
        guard let until else { return .named(ids) }
        return .until(milliseconds: until, countMax: count.map { Int($0) })
    }
}
