import HTTPTypes
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesGraphQLTests {
    private static let api = "/api/2.0/mlflow/"

    private func ask(
        _ query: String, _ variables: JSON = [:], on server: TrackedPlatform,
        by caller: String? = "tom contributor"
    ) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, "/graphql", ["query": .string(query), "variables": variables], by: caller)
    }

    @Test func `a run is answered with its experiment and versions, in GraphQL's types`()
        async throws
    {
        let server = try await TrackedPlatform()
        let run = await server.run()
        for (key, value) in [("good", JSON(1.5)), ("nan", "NaN")] {
            _ = await server.ask(
                .post, Self.api + "runs/log-metric",
                ["run_id": .string(run), "key": .string(key), "value": value, "timestamp": 3])
        }
        let answer = await ask(
            """
            query R($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) {
              apiError { code } run {
                __typename info { runId status endTime } experiment { name }
                modelVersions { name } data { metrics { key value timestamp } }
            } } }
            """, ["data": ["runId": .string(run)]], on: server)
        let expected: JSON = [
            "errors": .null,
            "data": [
                "mlflowGetRun": [
                    "apiError": .null,
                    "run": [
                        "__typename": "MlflowRunExtension",
                        "info": ["runId": .string(run), "status": "RUNNING", "endTime": "0"],
                        "experiment": ["name": "Default"], "modelVersions": [],
                        "data": [
                            "metrics": [
                                ["key": "good", "value": 1.5, "timestamp": "3"],
                                ["key": "nan", "value": .null, "timestamp": "3"],
                            ]
                        ],
                    ],
                ]
            ],
        ]
        #expect(answer.status == 200 && answer.json == expected, "\(answer.text)")
    }

    @Test func `who may not read something is told the same as by its route`() async throws {
        let server = try await TrackedPlatform()
        let owner = "ann contributor@bank"
        let created = await server.ask(
            .post, Self.api + "experiments/create", ["name": "e"], by: owner)
        let id = try #require(created.json["experiment_id"]?.stringValue)
        let query =
            "{ mlflowGetExperiment(input: {experimentId: \"\(id)\"}) { experiment { name } } }"
        let own = await ask(query, on: server, by: owner)
        #expect(own.json["data"]?["mlflowGetExperiment"]?["experiment"]?["name"] == "e")
        let stranger = await ask(query, on: server, by: "eve contributor@shop")
        #expect(stranger.json["data"]?["mlflowGetExperiment"] == .null)
        #expect(
            stranger.json["errors"] == [.string("No Experiment with id=\(id) exists")])
        #expect(await ask(query, on: server, by: "gus gateway-client").status == 403)
        #expect(await ask(query, on: server, by: nil).status == 401)
    }

    @Test(arguments: [
        (
            "{ mlflowSearchDatasets(input: {experimentIds: [\"0\"]}) { apiError { code } } }",
            "Query"
        ),
        ("mutation { mlflowGetRun(input: {}) { apiError { code } } }", "Mutation"),
        ("{ mlflowDeleteRun(input: {}) { apiError { code } } }", "Query"),
        ("{ test(inputString: \"a\") { secret } }", "Test"),
    ])
    func `a field that is not there is refused`(query: String, type: String) async throws {
        let server = try await TrackedPlatform()
        let errors = await ask(query, on: server).json["errors"]?.arrayValue ?? []
        #expect(errors.count == 1)
        let message = errors.first?.stringValue ?? ""
        #expect(message.hasPrefix("Cannot query field") && message.hasSuffix("on type '\(type)'."))
    }

    @Test func `runs are searched, with each experiment asked for once`() async throws {
        let server = try await TrackedPlatform()
        let runs = [await server.run(), await server.run()]
        let answer = await ask(
            """
            mutation { mlflowSearchRuns(input: {experimentIds: ["0"]}) {
              runs { info { runId } experiment { experimentId } } } }
            """, on: server)
        let found = answer.json["data"]?["mlflowSearchRuns"]?["runs"]?.arrayValue ?? []
        #expect(Set(found.map { $0["info"]?["runId"] }) == Set(runs.map { .string($0) }))
        #expect(found.map { $0["experiment"]?["experimentId"] } == ["0", "0"])
    }

    @Test func `what is asked for of every route is there`() {
        for root in GraphQLSchema.roots.values {
            #expect(GraphQLSchema.types[root.type] != nil)
        }
        for (type, fields) in GraphQLSchema.types {
            for (name, kind) in fields {
                switch kind {
                case .object(let other), .objects(let other):
                    #expect(GraphQLSchema.types[other] != nil, "\(type).\(name)")
                case .text, .flag, .float, .long, .nothing, .texts: break
                }
            }
        }
    }
}
