import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct OpenLineageRoutesTests {
    private let server: TrackedPlatform

    init() async throws { server = try await TrackedPlatform() }

    private static let run = "0176a8c2-fe01-7439-87e6-56a1a1b4029f"

    private func event(
        _ type: String = "COMPLETE", run: String = run, inputs: [JSON] = [], outputs: [JSON] = [],
        job: [String: JSON] = [:]
    ) -> JSON {
        let named: [String: JSON] = ["namespace": "etl", "name": "clean orders"]
        return [
            "eventType": .string(type), "eventTime": "2026-11-21T10:00:00Z",
            "producer": "https://example.org", "schemaURL": "https://openlineage.io/spec",
            "run": ["runId": .string(run)], "job": .object(named.merging(job) { $1 }),
            "inputs": .array(inputs), "outputs": .array(outputs),
        ]
    }

    private func dataset(_ name: String, in namespace: String = "postgres://db") -> JSON {
        ["namespace": .string(namespace), "name": .string(name)]
    }

    private func send(
        _ event: JSON, by caller: String? = "tom contributor"
    ) async -> TrackedPlatform.Answer {
        await server.ask(.post, "/api/v1/lineage", event, by: caller)
    }

    private func reached(
        _ of: String, _ direction: TraceLineage.Direction = .downstream
    ) async throws -> [String] {
        try await server.platform.perform(
            TraceLineage(of: of, direction: direction, by: .claimed(.somebody))
        ).items.filter { $0.depth > 0 }.map(\.reference)
    }

    @Test func `what a run read leads to what it wrote, told in two events`() async throws {
        #expect(await send(event("START", inputs: [dataset("orders")])).status == 201)
        #expect(await send(event(outputs: [dataset("clean")])).status == 201)
        #expect(
            try await reached("openlineage:postgres://db orders")
                == ["openlineage:postgres://db clean"])
    }

    @Test func `versions, digests, other names and commits are what they are here`() async throws {
        let digest = Digest(of: [1]).description
        let linked: JSON = [
            "namespace": "postgres://db", "name": "orders",
            "facets": [
                "symlinks": ["identifiers": [["namespace": "hive", "name": "shop.orders"]]]
            ],
        ]
        let source: JSON = [
            "sourceCodeLocation": ["repoUrl": "https://example.org/etl", "version": "0f3c"]
        ]
        let sent = event(
            inputs: [linked, dataset("dataset:census@2", in: "assay")],
            outputs: [dataset(digest, in: "assay")], job: ["facets": source])
        #expect(await send(sent).status == 201)
        for start in [
            "openlineage:hive shop.orders", "dataset:census@2", "git:https://example.org/etl@0f3c",
        ] where !start.hasPrefix("dataset") {
            #expect(try await reached(start) == [digest])
        }
        #expect(try await reached(digest, .upstream).contains("dataset:census@2"))
    }

    @Test(arguments: [
        "[]", "{}", "{\"job\":{\"namespace\":\"a\"}}",
        "{\"job\":{\"namespace\":\"\",\"name\":\"b\"}}",
        "{\"job\":{\"namespace\":\"a\",\"name\":\"b\"},\"run\":{}}",
        "{\"job\":{\"namespace\":\"a\",\"name\":\"b\"},\"run\":{\"runId\":\"../x\"}}",
        "{\"job\":{\"namespace\":\"a\",\"name\":\"b\"},\"inputs\":[{}]}", "nonsense", "",
    ])
    func `what is no event is said to be none`(text: String) async {
        let answer = await server.ask(.post, "/api/v1/lineage", bytes: Array(text.utf8))
        #expect(answer.status == 422 || answer.status == 400)
        #expect(answer.json["detail"]?.stringValue?.contains("OpenLineage event") == true)
    }

    @Test func `who may not record is told so, and nothing is`() async throws {
        let sent = event(inputs: [dataset("a")], outputs: [dataset("b")])
        #expect(await send(sent, by: nil).status == 401)
        #expect(await send(sent, by: "vera viewer").status == 403)
        #expect(try await reached("openlineage:postgres://db a").isEmpty)
    }

    @Test func `events of a workspace stay in it`() async throws {
        let sent = event(inputs: [dataset("a")], outputs: [dataset("b")])
        #expect(await send(sent, by: "tom contributor@bank").status == 201)
        let outsider = try await server.platform.perform(
            TraceLineage(
                of: "openlineage:postgres://db a",
                by: .authenticated(
                    Caller(
                        id: .init("p:vera"), name: "vera",
                        access: Access(Set(["viewer@health"].compactMap { Grant($0) })),
                        means: .token(id: "t")), as: nil)))
        #expect(outsider.count == 0)
        #expect(try await reached("openlineage:postgres://db a").count == 1)
    }

    @Test func `one bad event of a batch does not keep the others out`() async throws {
        let good = event(inputs: [dataset("a")], outputs: [dataset("b")])
        let answer = await server.ask(.post, "/api/v1/lineage/batch", [good, [:]])
        #expect(answer.status == 200)
        #expect(answer.json["summary"]?["failed"] == 1)
        #expect(answer.json["failed_events"]?.arrayValue?.first?["index"] == 1)
        #expect(try await reached("openlineage:postgres://db a").count == 1)
    }

    @Test func `an event about a dataset or a job alone is taken and says nothing`() async {
        let dataset: JSON = ["dataset": ["namespace": "a", "name": "b"], "eventTime": "now"]
        #expect(await send(dataset).status == 201)
        #expect(await send(["job": ["namespace": "a", "name": "b"]]).status == 201)
    }
}
