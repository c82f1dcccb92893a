import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesScorersTests {
    private static let all = "/api/3.0/mlflow/scorers/"

    private let server: TrackedPlatform

    init() async throws { server = try await TrackedPlatform() }

    private func register(
        _ content: String = "{}", by caller: String? = "tom contributor"
    ) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, Self.all + "register",
            ["experiment_id": "0", "name": "s", "serialized_scorer": .string(content)], by: caller)
    }

    @Test func `a scorer is registered, listed, read and deleted`() async throws {
        let first = await register("{\"a\": 1.0}")
        #expect(
            first.json == [
                "experiment_id": "0", "name": "s", "version": 1, "creation_time": 1_790_000_000_000,
                "serialized_scorer": "{\"a\": 1.0}", "scorer_id": first.json["scorer_id"] ?? .null,
            ])
        #expect(await register().json["version"] == 2)
        let listed = await server.ask(.get, Self.all + "list?experiment_id=0")
        #expect(listed.json["scorers"]?.arrayValue?.count == 1)
        #expect(listed.json["scorers"]?[0]?["scorer_version"] == 2)
        #expect(listed.json["scorers"]?[0]?["experiment_id"] == 0)
        let both = await server.ask(
            .get, Self.all + "list?experiment_ids=0&experiment_ids=99")
        #expect(both.json == listed.json)
        let versions = await server.ask(.get, Self.all + "versions?experiment_id=0&name=s")
        #expect(
            versions.json["scorers"]?.arrayValue?.compactMap { $0["scorer_version"] } == [1, 2])
        let one = await server.ask(.get, Self.all + "get?experiment_id=0&name=s&version=1")
        #expect(one.json["scorer"]?["serialized_scorer"] == "{\"a\": 1.0}")
        let newest = await server.ask(.get, Self.all + "get?experiment_id=0&name=s")
        #expect(newest.json["scorer"]?["scorer_version"] == 2)
        let asked: JSON = ["experiment_id": "0", "name": "s", "version": 1]
        #expect(await server.ask(.delete, Self.all + "delete", asked).status == 200)
        #expect(await server.ask(.delete, Self.all + "delete", asked).status == 404)
        let rest: JSON = ["experiment_id": "0", "name": "s"]
        #expect(await server.ask(.delete, Self.all + "delete", rest).status == 200)
        let none = await server.ask(.get, Self.all + "list?experiment_id=0")
        #expect(none.json == ["scorers": []])
    }

    @Test func `what does not fit is refused, and who may not is told so`() async throws {
        #expect(await register("[]").status == 400)
        #expect(await register(by: "eve viewer").status == 403)
        #expect(await register(by: "ann contributor@bank").status == 404)
        for query in ["list", "list?experiment_id=0&experiment_ids=1", "versions?experiment_id=0"] {
            let answer = await server.ask(.get, Self.all + query)
            #expect(answer.status == 400, "\(query)")
            #expect(answer.code == "INVALID_PARAMETER_VALUE", "\(query)")
        }
        _ = await register()
        let reader = await server.ask(
            .get, Self.all + "get?experiment_id=0&name=s", by: "eve viewer")
        #expect(reader.status == 200)
        let stranger = await server.ask(
            .get, Self.all + "get?experiment_id=0&name=s", by: "ann contributor@bank")
        #expect(stranger.status == 404)
    }
}
