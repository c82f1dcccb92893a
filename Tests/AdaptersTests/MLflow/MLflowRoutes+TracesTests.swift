import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesTracesTests {
    private static let new = "/api/3.0/mlflow/traces"
    private static let old = "/api/2.0/mlflow/traces"
    private static let spans = "tr-0102030405060708090a0b0c0d0e0f10"

    private let server: TrackedPlatform

    init() async throws {
        server = try await TrackedPlatform {
            MLflowRoutes(platform: $0, sender: CapturingSender()).routes
                + OpenTelemetryRoutes(platform: $0).routes
        }
    }

    private func info(_ id: String, in experiment: String = "0") -> JSON {
        [
            "trace_id": .string(id),
            "trace_location": [
                "type": "MLFLOW_EXPERIMENT",
                "mlflow_experiment": ["experiment_id": .string(experiment)],
            ],
            "request_time": "2026-11-21T10:00:00.123456789Z", "execution_duration": "1.5s",
            "state": "OK", "request_preview": "q", "tags": ["t": "v"],
            "trace_metadata": ["m": "x"],
        ]
    }

    @discardableResult
    private func start(
        _ id: String, in experiment: String = "0", by caller: String? = "tom contributor"
    ) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, Self.new, ["trace": ["trace_info": info(id, in: experiment)]], by: caller)
    }

    @discardableResult
    private func send() async -> TrackedPlatform.Answer {
        await server.ask(
            .post, "/v1/traces", bytes: OpenTelemetryRoutesTests.packed,
            headers: [
                "content-type": "application/x-protobuf", "content-encoding": "gzip",
                "x-mlflow-experiment-id": "0",
            ])
    }

    @Test func `a trace is given back as it was stated`() async {
        let started = await start("tr-1")
        #expect(started.status == 200)
        let read = await server.ask(.get, Self.new + "/tr-1")
        let found = read.json["trace"]?["trace_info"]
        #expect(found == started.json["trace"]?["trace_info"])
        #expect(found?["request_time"] == "2026-11-21T10:00:00.123Z")
        #expect(found?["execution_duration"] == "1.500s")
        #expect(found?["state"] == "OK")
        #expect(found?["trace_metadata"] == ["m": "x", "mlflow.trace.infoFinalized": "true"])
        #expect(
            found?["tags"] == [
                "t": "v", "mlflow.artifactLocation": "mlflow-artifacts:/0/traces/tr-1/artifacts",
            ])
    }

    @Test func `spans are read with their trace, and as the file that clients know`() async {
        await send()
        let whole = await server.ask(.get, Self.new + "/batchGet?trace_ids=\(Self.spans)")
        let spans = whole.json["traces"]?[0]?["spans"]?.arrayValue ?? []
        #expect(spans.map { $0["name"]?.stringValue } == ["answer", "llm"])
        #expect(spans.first?["trace_id"] == "AQIDBAUGBwgJCgsMDQ4PEA==")
        #expect(spans.last?["parent_span_id"] == "ESIzRFVmdwE=")
        #expect(spans.last?["status"] == ["code": "STATUS_CODE_ERROR", "message": "went wrong"])
        let file = await server.ask(
            .get, "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=\(Self.spans)")
        #expect(file.headers[.contentDisposition] == "attachment; filename=traces.json")
        #expect(file.headers[.contentSecurityPolicy] == "sandbox")
        #expect(file.json["spans"]?[0]?["attributes"]?["integer"] == "-42")
        let one = await server.ask(.get, Self.new + "/get?trace_id=\(Self.spans)")
        #expect(one.json["trace"]?["spans"]?.arrayValue?.count == 2)
    }

    @Test func `spans that a client put into a file are read from there`() async {
        await start("tr-1")
        let path = "/api/2.0/mlflow-artifacts/artifacts/0/traces/tr-1/artifacts/traces.json"
        #expect(await server.ask(.put, path, bytes: Array("{}".utf8)).status == 200)
        let file = await server.ask(
            .get, "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-1")
        #expect(file.body == Array("{}".utf8))
    }

    @Test func `tags come and go, and the server's own stay`() async {
        await start("tr-1")
        for (address, key) in [(Self.new, "a"), (Self.old, "b")] {
            let tags = address + "/tr-1/tags"
            let set = await server.ask(.patch, tags, ["key": .string(key), "value": "1"])
            #expect(set.status == 200)
        }
        #expect(await server.ask(.delete, Self.old + "/tr-1/tags", ["key": "a"]).status == 200)
        #expect(await server.ask(.delete, Self.old + "/tr-1/tags", ["key": "a"]).status == 404)
        let own: JSON = ["key": "mlflow.artifactLocation", "value": "file:///etc"]
        _ = await server.ask(.patch, Self.new + "/tr-1/tags", own)
        #expect(await server.ask(.delete, Self.new + "/tr-1/tags", own).status == 400)
        let tags = await server.ask(.get, Self.new + "/tr-1").json["trace"]?["trace_info"]?["tags"]
        #expect(tags?["b"] == "1")
        #expect(tags?["a"] == nil)
        #expect(
            tags?["mlflow.artifactLocation"] == "mlflow-artifacts:/0/traces/tr-1/artifacts")
    }

    @Test func `an assessment is made, changed, overridden and restored`() async throws {
        await start("tr-1")
        let all = Self.new + "/tr-1/assessments"
        let source: JSON = ["source_type": "HUMAN", "source_id": "u"]
        let made = await server.ask(
            .post, all,
            [
                "assessment": [
                    "assessment_name": "quality", "source": source,
                    "feedback": ["value": ["rating": 4]], "metadata": ["a": "1"],
                ]
            ])
        let id = try #require(made.json["assessment"]?["assessment_id"]?.stringValue)
        let changed = await server.ask(
            .patch, all + "/" + id,
            [
                "assessment": ["assessment_name": "q2", "feedback": ["value": 5]],
                "update_mask": "assessmentName,feedback",
            ])
        #expect(changed.json["assessment"]?["assessment_name"] == "q2")
        #expect(changed.json["assessment"]?["feedback"] == ["value": 5])
        #expect(changed.json["assessment"]?["metadata"] == ["a": "1"])
        let over = await server.ask(
            .post, all,
            [
                "assessment": [
                    "assessment_name": "q3", "source": source,
                    "expectation": ["value": ["x": 1]], "overrides": .string(id),
                ]
            ])
        let overID = try #require(over.json["assessment"]?["assessment_id"]?.stringValue)
        #expect(
            over.json["assessment"]?["expectation"]?["serialized_value"]
                == ["serialization_format": "JSON_FORMAT", "value": "{\"x\":1}"])
        let valid = { await server.ask(.get, all + "/" + id).json["assessment"]?["valid"] }
        #expect(await valid() == false)
        #expect(await server.ask(.delete, all + "/" + overID).status == 200)
        #expect(await server.ask(.get, all + "/" + overID).status == 404)
        #expect(await valid() == true)
    }

    @Test(arguments: [
        "{}", "{\"assessment\":{}}", "{\"assessment\":{\"feedback\":{\"value\":1}}}",
        "{\"assessment\":{\"assessment_name\":\"n\",\"source\":{\"source_type\":\"GOD\"},"
            + "\"feedback\":{\"value\":1}}}",
        "{\"assessment\":{\"assessment_name\":\"\",\"source\":{\"source_type\":\"CODE\"},"
            + "\"feedback\":{\"value\":1}}}",
    ])
    func `an assessment that says too little is refused`(_ body: String) async {
        await start("tr-1")
        let answer = await server.ask(
            .post, Self.new + "/tr-1/assessments", bytes: Array(body.utf8))
        #expect(answer.status == 400)
    }

    @Test func `traces are searched, counted and deleted`() async {
        for id in ["tr-1", "tr-2", "tr-3"] { await start(id) }
        let place: JSON = [["mlflow_experiment": ["experiment_id": "0"]]]
        let page = await server.ask(
            .post, Self.new + "/search", ["locations": place, "max_results": 2])
        #expect(page.json["traces"]?.arrayValue?.count == 2)
        #expect(page.json["next_page_token"]?.stringValue != nil)
        let counted = await server.ask(
            .post, Self.new + "/calculate-filter-correlation",
            [
                "experiment_ids": ["0"], "filter_string1": "tags.t = 'v'",
                "filter_string2": "request_id = 'tr-0'",
            ])
        #expect(counted.json["filter1_count"] == 3)
        #expect(counted.json["npmi"] == "NaN")
        let delete = { (body: [String: JSON]) in
            await server.ask(
                .post, Self.new + "/delete-traces",
                .object(body.merging(["experiment_id": "0"]) { $1 }))
        }
        #expect(await delete([:]).status == 400)
        #expect(
            await delete(["max_timestamp_millis": 1, "request_ids": ["tr-1"]]).status == 400)
        #expect(await delete(["request_ids": ["tr-1"]]).json["traces_deleted"] == 1)
        let rest = await delete(["max_timestamp_millis": 9_000_000_000_000, "max_traces": 1])
        #expect(rest.json["traces_deleted"] == 1)
        #expect(
            await delete(["max_timestamp_millis": 9_000_000_000_000]).json["traces_deleted"] == 1)
    }

    @Test func `older clients start and end a trace in two steps`() async {
        let begun = await server.ask(
            .post, Self.old,
            [
                "experiment_id": "0", "timestamp_ms": 1_000,
                "tags": [["key": "a", "value": "1"]],
            ])
        let id = begun.json["trace_info"]?["request_id"]?.stringValue ?? ""
        #expect(begun.json["trace_info"]?["status"] == "IN_PROGRESS")
        let ended = await server.ask(
            .patch, Self.old + "/" + id, ["timestamp_ms": 3_000, "status": "OK"])
        #expect(ended.json["trace_info"]?["execution_time_ms"] == 2_000)
        let read = await server.ask(.get, Self.old + "/\(id)/info")
        #expect(read.json["trace_info"] == ended.json["trace_info"])
        let found = await server.ask(.get, Self.old + "?experiment_ids=0")
        #expect(found.json["traces"]?.arrayValue?.count == 1)
    }

    @Test func `another workspace's trace is not there, on any route`() async {
        await send()
        await start("tr-1")
        let ann = "ann contributor@bank"
        let one = Self.new + "/tr-1"
        let assessment: JSON = [
            "assessment": [
                "assessment_name": "n", "feedback": ["value": 1],
                "source": ["source_type": "CODE", "source_id": "s"],
            ]
        ]
        let asked: [(HTTPRequest.Method, String, JSON?)] = [
            (.get, one, nil), (.get, Self.new + "/get?trace_id=tr-1", nil),
            (.get, Self.old + "/tr-1/info", nil), (.patch, one + "/tags", ["key": "k"]),
            (.delete, one + "/tags", ["key": "t"]), (.post, one + "/assessments", assessment),
            (.get, one + "/assessments/a-1", nil), (.delete, one + "/assessments/a-1", nil),
            (.patch, Self.old + "/tr-1", ["timestamp_ms": 9_000_000_000_000]),
            (.get, "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=\(Self.spans)", nil),
            (.post, Self.new + "/delete-traces", ["experiment_id": "0", "request_ids": ["tr-1"]]),
        ]
        for (method, path, body) in asked {
            let answer = await server.ask(method, path, body, by: ann)
            #expect(answer.status == 404, "\(method) \(path)")
        }
        #expect(await start("tr-9", by: ann).status == 404)
        let read = await server.ask(
            .get, Self.new + "/batchGet?trace_ids=\(Self.spans)", by: ann)
        #expect(read.json["traces"] == [])
        let found = await server.ask(
            .post, Self.new + "/search",
            ["locations": [["mlflow_experiment": ["experiment_id": "0"]]]], by: ann)
        #expect(found.json["traces"] == [])
    }

    @Test func `who may only look changes nothing`() async {
        await start("tr-1")
        let read = await server.ask(.get, Self.new + "/tr-1", by: "eve viewer")
        #expect(read.status == 200)
        #expect(await start("tr-2", by: "eve viewer").status == 403)
        let tag = await server.ask(
            .patch, Self.new + "/tr-1/tags", ["key": "k"], by: "eve viewer")
        #expect(tag.status == 403)
    }
}
