import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct OpenTelemetryRoutesTests {
    private let server: TrackedPlatform

    init() async throws {
        server = try await TrackedPlatform {
            MLflowRoutes(platform: $0, sender: CapturingSender()).routes
                + OpenTelemetryRoutes(platform: $0).routes
        }
    }

    /// Two spans, as OpenTelemetry's library for Python sends them packed with gzip.
    static let packed =
        Base64.decode(
            "H4sIAAAAAAACA32QPU/CUBSG7+0nHBDxKlK6gIwdGj8SExMTgjpgBzcXF1LKpd5QbrEfNGFycXZ08Q+4"
                + "uPgP1InNxVn/iNqCDiye4eTNOW9OnvfAowg6aFAMaTBhDjW5PaIkB8qEOpEfkFsRAOTQ8ceU4B3yhKGM"
                + "BVGSFTWXh0JxpbRaJrm15t7J+SARmn8KG6LnjbbxAfqsH37d31Xb6LlylAmrDjWX8q7NzDi0XWoyPo6j"
                + "buQPKQ+JoPWtBuhLBj+Olhy7F7X89Zveyq4R2bmM+VBXAbN0haclAgnlUSMJfO5qwg1GGCEy+48aG4rN"
                + "w4QGGS4y9he4s9erOW4Tqml0zviABpSn/wnHNjeHjPeJCvJxp316ZlWgME9hTmwvpkQBqfPy0LIApIFn"
                + "u0QoY2sTVMYj6tKAFLT379/C1jooPB710nF+C83ro2VtgOSxMCJFA0AEbGetN0WLMD/69YIlsQEAAA=="
        ) ?? []

    private static let headers = [
        "content-type": "application/x-protobuf", "content-encoding": "gzip",
        "x-mlflow-experiment-id": "0",
    ]

    private func send(
        _ bytes: [UInt8] = packed, by caller: String? = "tom contributor",
        _ changed: [String: String?] = [:]
    ) async -> TrackedPlatform.Answer {
        var headers = Self.headers
        for (name, value) in changed { headers[name] = value }
        return await server.ask(.post, "/v1/traces", bytes: bytes, by: caller, headers: headers)
    }

    @Test func `spans are taken, and are a trace to clients of MLflow`() async throws {
        let answer = await send()
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
        #expect(answer.headers[.contentType] == "application/x-protobuf")
        let found = await server.ask(
            .post, "/api/3.0/mlflow/traces/search",
            ["locations": [["mlflow_experiment": ["experiment_id": "0"]]]])
        #expect(
            found.json["traces"]?[0]?["trace_id"]?.stringValue
                == "tr-0102030405060708090a0b0c0d0e0f10")
    }

    @Test func `what is no request for traces is refused, in words that exporters read`() async {
        let table: [([UInt8], [String: String?], Int, String)] = [
            ([], ["content-encoding": nil], 400, "no spans found"),
            (Array("nonsense".utf8), ["content-encoding": nil], 400, "no OTLP trace request"),
            (Array("nonsense".utf8), [:], 400, "gzip"),
            (Array(Self.packed.dropLast(9)), [:], 400, "gzip"),
            (Self.packed, ["content-type": "application/json"], 400, "Invalid Content-Type"),
            (Self.packed, ["content-type": nil], 400, "Invalid Content-Type"),
            (Self.packed, ["content-encoding": "zstd"], 400, "zstd"),
            (Self.packed, ["x-mlflow-experiment-id": nil], 422, "x-mlflow-experiment-id"),
            (Self.packed, ["x-mlflow-experiment-id": "77"], 404, "No Experiment"),
        ]
        for (bytes, headers, status, words) in table {
            let answer = await send(bytes, headers)
            #expect(answer.status == status, "\(words)")
            #expect(answer.text.contains(words))
        }
    }

    @Test func `who may not log is refused, and told so as OTLP has it`() async {
        for (caller, status, code) in [
            (nil, 401, 16), ("eve viewer", 403, 7), ("gus gateway-client", 403, 7),
            ("ann contributor@bank", 404, 5),
        ] as [(String?, Int, UInt8)] {
            let answer = await send(by: caller)
            #expect(answer.status == status)
            #expect(answer.body.prefix(2) == [0x08, code])
        }
    }
}
