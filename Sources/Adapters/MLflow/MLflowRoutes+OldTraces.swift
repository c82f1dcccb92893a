import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Tracking
import Transparency

// Traces as clients before 3.0 ask for them, and a trace's spans as a file.
extension MLflowRoutes {
    var oldTraceRoutes: [Route] {
        let platform = self.platform
        return route(.post, "traces", .logRuns) { asked, _ in
            let trace = try await platform.perform(
                StartTrace(new: try asked.oldTrace(on: platform), assessments: [], by: asked.actor))
            return .json(["trace_info": TraceWire.old(trace)])
        }
            + route(.patch, "traces/{trace}", .logRuns) { asked, request in
                let trace = try await platform.perform(
                    ChangeTrace(
                        id: request.trace, change: try asked.oldTraceEnd(), by: asked.actor))
                return .json(["trace_info": TraceWire.old(trace)])
            }
            + route(.get, "traces/{trace}/info", .readRuns) { asked, request in
                let trace = try await platform.perform(
                    ReadTrace(id: request.trace, by: asked.actor))
                return .json(["trace_info": TraceWire.old(trace)])
            }
            + route(.get, "traces", .readRuns) { asked, _ in
                let experiments = try asked.texts("experiment_ids")
                let page = try await platform.perform(try asked.traceSearch(in: experiments))
                return .json(Self.page(page, TraceWire.old))
            }
            + traceFiles
    }

    private static let fileName = "traces.json"

    private var traceFiles: [Route] {
        let platform = self.platform
        return [
            Route(
                .get, "/ajax-api/2.0/mlflow/get-trace-artifact",
                access: .permission(.readRuns), audience: .others(MLflowProblem.phrasing)
            ) { request in
                let asked = try await MLflowRequest(request)
                let id = try asked.required("request_id")
                let found = try await platform.perform(
                    ReadTraces(ids: [id], withSpans: true, by: asked.actor))
                guard let trace = found.first else { throw Failure(.refused(.trace(id))) }
                var response =
                    trace.hasSpansHere
                    ? Self.file(trace)
                    : try await Self.send(Self.fileName, of: .trace(id), request, platform)
                response.headers[.contentDisposition] = "attachment; filename=\(Self.fileName)"
                return response
            }
        ]
    }

    private static func file(_ trace: Trace) -> ServerResponse {
        ServerResponse(
            .ok, headers: ServedFile.headers(named: fileName),
            body: .bytes(ByteBuffer(bytes: SpanWire.file(trace.spans))))
    }
}

extension MLflowRequest {
    fileprivate func oldTrace(on platform: Platform) throws -> NewTrace {
        NewTrace(
            id: Hex.encode(platform.random(16)), experiment: try required("experiment_id"),
            startedMilliseconds: try integer("timestamp_ms") ?? 0,
            metadata: try PairWire.pairs("request_metadata", of: self),
            tags: try PairWire.pairs("tags", of: self))
    }

    fileprivate func oldTraceEnd() throws -> TraceChange {
        guard let ended = try integer("timestamp_ms") else {
            throw MLflowProblem.missing("timestamp_ms")
        }
        return .end(
            atMilliseconds: ended,
            state: try TraceWire.state(value("status"), "status") ?? .unspecified,
            metadata: try PairWire.pairs("request_metadata", of: self),
            tags: try PairWire.pairs("tags", of: self))
    }
}
