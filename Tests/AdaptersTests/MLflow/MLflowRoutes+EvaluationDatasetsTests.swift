import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesEvaluationDatasetsTests {
    private static let all = "/api/3.0/mlflow/datasets"

    private let server: TrackedPlatform

    init() async throws { server = try await TrackedPlatform() }

    private func create(
        _ name: String = "d", experiments: JSON = ["0"], tags: String = "{\"t\": \"v\"}",
        by caller: String? = "tom contributor"
    ) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, Self.all + "/create",
            ["name": .string(name), "experiment_ids": experiments, "tags": .string(tags)],
            by: caller)
    }

    private func made(_ name: String = "d") async throws -> String {
        let answer = await create(name)
        let id = try #require(answer.json["dataset"]?["dataset_id"]?.stringValue)
        return Self.all + "/" + id
    }

    private func put(_ records: String, to path: String) async -> TrackedPlatform.Answer {
        await server.ask(.post, path + "/records", ["records": .string(records)])
    }

    @Test func `a data set is made, read and deleted as clients of MLflow do`() async throws {
        let answer = await create(tags: "{\"mlflow.user\": \"ann\", \"n\": 1, \"b\": true}")
        let dataset = try #require(answer.json["dataset"]?.objectValue)
        let id = try #require(dataset["dataset_id"]?.stringValue)
        #expect(
            Set(dataset.keys) == [
                "dataset_id", "name", "digest", "tags", "created_time", "last_update_time",
                "created_by", "last_updated_by", "experiment_ids",
            ])
        #expect(id.hasPrefix("d-"))
        #expect(dataset["experiment_ids"] == ["0"])
        #expect(dataset["tags"] == "{\"b\":\"True\",\"mlflow.user\":\"ann\",\"n\":\"1\"}")
        #expect(dataset["created_by"] == "ann")
        let read = await server.ask(.get, Self.all + "/" + id)
        var wanted = dataset
        wanted["experiment_ids"] = nil
        #expect(read.json["dataset"] == .object(wanted))
        for _ in 0..<2 {
            #expect(await server.ask(.delete, Self.all + "/" + id).json == [:])
        }
        let gone = await server.ask(.get, Self.all + "/" + id)
        #expect(gone.status == 404 && gone.code == "RESOURCE_DOES_NOT_EXIST")
        #expect(gone.json["message"]?.stringValue?.contains("not found") == true)
    }

    @Test func `tags are set together, and go one by one`() async throws {
        let one = try await made()
        let set = await server.ask(
            .patch, one + "/tags", ["tags": "{\"a/b\": \"1\", \"c\": 2.5, \"t\": null}"])
        #expect(set.json["dataset"]?["tags"] == "{\"a/b\":\"1\",\"c\":\"2.5\",\"t\":\"v\"}")
        #expect(await server.ask(.delete, one + "/tags/a/b").status == 200)
        #expect(await server.ask(.delete, one + "/tags/nothing").status == 200)
        let read = await server.ask(.get, one)
        #expect(read.json["dataset"]?["tags"] == "{\"c\":\"2.5\",\"t\":\"v\"}")
    }

    @Test func `records are a text of JSON both ways, in pages`() async throws {
        let one = try await made()
        let before = await server.ask(.get, one).json["dataset"]?["digest"]
        let counts = await put(
            "[{\"inputs\": {\"q\": 1.0}, \"expectations\": {\"a\": \"so\"}, "
                + "\"source\": {\"source_type\": \"HUMAN\", \"source_data\": {}}}, "
                + "{\"inputs\": {\"q\": 2}}, {\"inputs\": {\"q\": 2}}]", to: one)
        #expect(counts.json == ["inserted_count": 2, "updated_count": 1])
        let first = await server.ask(.get, one + "/records?max_results=1")
        let text = try #require(first.json["records"]?.stringValue)
        #expect(text.contains("\"inputs\":{\"q\":1.0}"))
        let record = try #require(try JSON(parsing: text)[0]?.objectValue)
        #expect(
            Set(record.keys) == [
                "dataset_record_id", "dataset_id", "inputs", "outputs", "expectations", "tags",
                "source", "source_type", "created_time", "last_update_time",
            ])
        #expect(record["source_type"] == "HUMAN")
        #expect(record["source"] == ["source_type": "HUMAN", "source_data": [:]])
        let next = try #require(first.json["next_page_token"]?.stringValue)
        let rest = await server.ask(.get, one + "/records?max_results=1&page_token=\(next)")
        #expect(rest.json["records"]?.stringValue?.contains("\"q\":2") == true)
        #expect(rest.json["next_page_token"] == nil)
        let dataset = await server.ask(.get, one).json["dataset"]
        #expect(dataset?["digest"] != before)
        #expect(dataset?["profile"] == "{\"num_records\":2}")
        #expect(dataset?["schema"]?.stringValue?.contains("\"q\":\"float\"") == true)
        let ids: JSON = [record["dataset_record_id"] ?? .null, "dr-0"]
        let deleted = await server.ask(.delete, one + "/records", ["dataset_record_ids": ids])
        #expect(deleted.json == ["deleted_count": 1])
    }

    @Test func `experiments are added and taken away`() async throws {
        let one = try await made()
        let other = await server.ask(
            .post, "/api/2.0/mlflow/experiments/create", ["name": "other"])
        let id = try #require(other.json["experiment_id"])
        let added = await server.ask(.post, one + "/add-experiments", ["experiment_ids": [id]])
        #expect(added.json["dataset"]?["experiment_ids"] == ["0", id])
        let rest = await server.ask(.post, one + "/remove-experiments", ["experiment_ids": ["0"]])
        #expect(rest.json["dataset"]?["experiment_ids"] == [id])
        let read = await server.ask(.get, one + "/experiment-ids")
        #expect(read.json == ["experiment_ids": [id]])
    }

    @Test func `data sets are searched, by either method`() async throws {
        for name in ["a", "b", "c"] { _ = try await made(name) }
        let names = { (answer: TrackedPlatform.Answer) in
            answer.json["datasets"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        }
        let first = await server.ask(
            .post, Self.all + "/search",
            ["order_by": ["name DESC"], "max_results": 2, "experiment_ids": ["0"]])
        #expect(names(first) == ["c", "b"])
        #expect(first.json["next_page_token"]?.stringValue != nil)
        let some = await server.ask(.get, Self.all + "/search?filter_string=name%20%3D%20'a'")
        #expect(names(some) == ["a"])
    }

    @Test(arguments: [
        ("create", "{}"), ("create", "{\"name\":\"d\",\"tags\":\"[]\"}"),
        ("create", "{\"name\":\"d\",\"tags\":\"{\\\"a\\\":[]}\"}"),
        ("create", "{\"name\":\"d\",\"experiment_ids\":\"0\"}"),
        ("search", "{\"filter_string\":\"what = 1\"}"), ("search", "{\"page_token\":\"x\"}"),
        ("search", "{\"max_results\":-1}"), ("{one}/records", "{}"),
        ("{one}/records", "{\"records\":\"{}\"}"), ("{one}/records", "{\"records\":[]}"),
        ("{one}/records", "{\"records\":\"[{}]\"}"),
    ])
    func `what does not fit is one sentence`(_ path: String, _ body: String) async throws {
        let one = try await made()
        let place = path.hasPrefix("{one}") ? one + path.dropFirst(5) : Self.all + "/" + path
        let answer = await server.ask(.post, place, bytes: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(answer.code == "INVALID_PARAMETER_VALUE")
        #expect(answer.json["message"]?.stringValue?.isEmpty == false)
    }

    @Test func `another workspace's data set is not there, on any route`() async throws {
        let one = try await made()
        let ann = "ann contributor@bank"
        let asked: [(HTTPRequest.Method, String, JSON?)] = [
            (.get, "", nil), (.get, "/experiment-ids", nil), (.get, "/records", nil),
            (.patch, "/tags", ["tags": "{\"a\": \"1\"}"]), (.delete, "/tags/t", nil),
            (.post, "/records", ["records": "[{\"inputs\": {}}]"]),
            (.delete, "/records", ["dataset_record_ids": []]),
            (.post, "/add-experiments", ["experiment_ids": []]),
            (.post, "/remove-experiments", ["experiment_ids": ["0"]]),
        ]
        for (method, path, body) in asked {
            let answer = await server.ask(method, one + path, body, by: ann)
            #expect(answer.status == 404, "\(method) \(path)")
        }
        #expect(await create(by: ann).status == 404)
        let found = await server.ask(.post, Self.all + "/search", [:], by: ann)
        #expect(found.json["datasets"] == [])
        // It is deleted as what is not there is: not at all.
        #expect(await server.ask(.delete, one, by: ann).status == 200)
        #expect(await server.ask(.get, one).status == 200)
    }

    @Test func `who may only look changes nothing`() async throws {
        let one = try await made()
        let eve = "eve viewer"
        #expect(await server.ask(.get, one, by: eve).status == 200)
        #expect(await server.ask(.get, one + "/records", by: eve).status == 200)
        #expect(await create(by: eve).status == 403)
        let changes: [(HTTPRequest.Method, String)] = [
            (.delete, ""), (.patch, "/tags"), (.delete, "/tags/t"), (.post, "/records"),
            (.delete, "/records"), (.post, "/add-experiments"), (.post, "/remove-experiments"),
        ]
        for (method, path) in changes {
            let answer = await server.ask(method, one + path, [:], by: eve)
            #expect(answer.status == 403, "\(method) \(path)")
        }
    }
}
