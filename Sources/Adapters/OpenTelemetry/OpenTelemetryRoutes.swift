import Governance
package import HTTPServer
import HTTPTypes
package import Operations
import Tracking

/// The way in for OpenTelemetry's exporters: OTLP over HTTP, as protobuf.
package struct OpenTelemetryRoutes {
    private let platform: Platform

    /// Which experiment the traces are of.
    private static let experimentHeader = HTTPField.Name("x-mlflow-experiment-id")

    package init(platform: Platform) { self.platform = platform }

    package var routes: [Route] {
        let platform = self.platform
        return [
            Route(
                .post, "/v1/traces", access: .permission(.logRuns),
                audience: .others(OpenTelemetryProblem.phrasing),
                bodyByteCountMax: SpanReader.byteCountMax
            ) { request in
                let isPacked = try Self.isPacked(request.headers)
                guard let experiment = Self.experimentHeader.flatMap({ request.headers[$0] }),
                    !experiment.isEmpty
                else {
                    throw Failure.fault(
                        "unfit_spans",
                        "the header `x-mlflow-experiment-id` is missing: it says which experiment "
                            + "the traces are of")
                }
                let body = try await request.body.collect(upTo: SpanReader.byteCountMax)
                try await platform.perform(
                    LogSpans(
                        experiment: experiment, body: body, isPacked: isPacked,
                        by: try request.actor()))
                return ServerResponse(200, type: OpenTelemetryProblem.mediaType, [])
            }
        ]
    }

    /// Whether the body is packed, of what this server reads.
    private static func isPacked(_ headers: HTTPFields) throws -> Bool {
        let type = headers[.contentType]?.split(separator: ";").first.map(String.init)
        guard type?.lowercased() == OpenTelemetryProblem.mediaType else {
            throw Failure.fault(
                "bad_spans",
                "Invalid Content-Type: \(type?.prefix(100) ?? "none"). "
                    + "Expected: \(OpenTelemetryProblem.mediaType)")
        }
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": return false
        case "gzip": return true
        case let other?:
            throw Failure.fault(
                "bad_spans", "the body is packed with `\(other.prefix(50))`; send gzip, or it plain"
            )
        }
    }
}
