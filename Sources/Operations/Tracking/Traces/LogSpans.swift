package import Governance
import ModelFiles
import Tracking

/// Takes in spans as OpenTelemetry's exporters send them.
package struct LogSpans: Operation {
    package let experiment: String
    package let body: [UInt8]
    package let isPacked: Bool
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(experiment: String, body: [UInt8], isPacked: Bool, by: Actor) {
        self.experiment = experiment
        self.body = body
        self.isPacked = isPacked
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (experiment, reach) = (experiment, by.reach)
        let spans = try read()
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.log(spans: spans, toExperiment: experiment, within: reach)
        }
    }

    private func read() throws(Failure) -> [TraceSpan] {
        do throws(TelemetryError) { return try SpanReader.spans(in: unpacked()) } catch {
            switch error {
            case .malformed(let sentence):
                throw .fault("bad_spans", "the body is no OTLP trace request: \(sentence)")
            case .unfit(let sentence): throw .fault("unfit_spans", sentence)
            }
        }
    }

    private func unpacked() throws(TelemetryError) -> [UInt8] {
        guard isPacked else { return body }
        switch GzipStream.unpack(body, byteCountMax: SpanReader.byteCountMax) {
        case .bytes(let bytes): return bytes
        case .tooLarge:
            throw .unfit("a request has at most \(SpanReader.byteCountMax) bytes, unpacked")
        case .malformed: throw .malformed("it is not what gzip packs")
        }
    }
}
