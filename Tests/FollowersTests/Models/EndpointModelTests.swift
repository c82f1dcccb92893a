import Followers
import NIOHTTP1
import Operations
import Predictors
import Testing
import Transparency

/// Models behind servers on this machine.
@Suite struct EndpointModelTests {
    private static let rows = 2_500
    private static let columns = [
        PredictorColumn(name: "age", values: .numbers((0..<rows).map { Double($0) })),
        PredictorColumn(
            name: "city",
            values: .texts(codes: (0..<rows).map { Int32($0 % 3) - 1 }, names: ["Bern", "Rom"])),
    ]
    private static let numbers = [columns[0]]

    private static func json(_ value: JSON, _ status: HTTPResponseStatus = .ok)
        -> CanaryServer.Answer
    {
        .init(status: status, body: value.canonicalBytes)
    }

    private static func failure(_ work: () throws -> WirePredictions) throws -> Failure {
        try #require(#expect(throws: Failure.self) { _ = try work() })
    }

    @Test func `MLflow is asked in pieces, and its answers stay in their order`() async throws {
        let server = try await CanaryServer { request in
            let rows = (try? JSON(parsing: request.body))?["dataframe_split"]?["data"]?.arrayValue
            return Self.json(["predictions": .array((rows ?? []).compactMap { $0[0] })])
        }
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/invocations", by: nil, outputName: nil,
            token: "secret", secondsMax: 600)
        let answers = try model.predictions(of: Self.columns, rowCount: Self.rows)
        #expect(answers.values == (0..<Self.rows).map { Double($0) } && answers.width == 1)
        #expect(server.requests.map(\.path) == Array(repeating: "/invocations", count: 3))
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == ["Bearer secret"] })
        #expect(model.description["protocol"] == "mlflow" && model.columns == nil)
        await server.stop()
    }

    @Test func `the Open Inference Protocol's own names are used`() async throws {
        let server = try await CanaryServer { request in
            guard request.path.hasSuffix("/infer") else {
                return Self.json([
                    "inputs": [
                        ["name": "age", "datatype": "FP64"], ["name": "city", "datatype": "BYTES"],
                    ], "name": "m",
                ])
            }
            let inputs = (try? JSON(parsing: request.body))?["inputs"]?.arrayValue ?? []
            let ages = inputs[0]["data"]?.arrayValue ?? []
            return Self.json([
                "outputs": [
                    ["data": .array(ages), "name": "p", "shape": [JSON(ages.count), 1]],
                    ["data": [1], "name": "q", "shape": [1]],
                ]
            ])
        }
        for place in ["/v2/models/m", "/v2/models/m/infer", "/v2/models/m/versions/2"] {
            let model = try EndpointModel(
                "http://127.0.0.1:\(server.port)\(place)", by: nil, outputName: "p", token: nil,
                secondsMax: 600)
            #expect(model.columns == ["age", "city"])
            let answers = try model.predictions(of: Self.columns, rowCount: Self.rows)
            #expect(answers.values.last == Double(Self.rows - 1))
        }
        #expect(server.requests.count { $0.path == "/v2/models/m/infer" } == 6)
        await server.stop()
    }

    @Test(arguments: [
        ("{\"inputs\":[{\"name\":\"x\"}]}", "\"name\":\"x\""), ("{}", "\"name\":\"input-0\""),
        ("no JSON", "\"name\":\"input-0\""),
    ])
    func `a model of one matrix gets one`(metadata: String, asked: String) async throws {
        let server = try await CanaryServer { request in
            guard request.path.hasSuffix("/infer") else {
                return .init(status: .ok, body: Array(metadata.utf8))
            }
            return Self.json(["outputs": [["data": [1, 2], "name": "p", "shape": [2]]]])
        }
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/v2/models/m", by: nil, outputName: nil, token: nil,
            secondsMax: 600)
        #expect(model.columns == nil)
        #expect(try model.predictions(of: Self.numbers, rowCount: 2).values == [1, 2])
        let body = String(decoding: server.requests.last?.body ?? [], as: UTF8.self)
        #expect(body.contains(asked) && body.contains("\"shape\":[2,1]"))
        await server.stop()
    }

    @Test(
        arguments: [
            (
                .badRequest, "{\"error_code\":\"BAD\",\"message\":\"no\\ncolumn\"}",
                "answered 400: no column"
            ),
            (.internalServerError, "<html>", "answered 500: <html>"),
            (.notFound, "", "answered 404"),
            (.found, "", "answered 302"), (.ok, "<html>", "the answer is not JSON"),
            (.ok, "{\"predictions\":[1]}", "2 rows were asked for, 1 came"),
            (.ok, "{\"predictions\":[1,2,3]}", "2 rows were asked for, 3 came"),
            (.ok, "{\"predictions\":[1,NaN]}", "something else than finite"),
            (.ok, "{\"predictions\":[1,null]}", "something else than finite numbers"),
            (.ok, "{\"predictions\":[[1,2],[1]]}", "uneven rows"),
            (.ok, "{}", "has no `predictions`"),
            (.ok, "{\"message\":\"out of order\"}", "the model says: out of order"),
            (.ok, String(repeating: "1", count: 200_000), "far more than a number for each row"),
        ] as [(HTTPResponseStatus, String, String)])
    func `an answer that is none is said in one sentence`(
        status: HTTPResponseStatus, body: String, saying: String
    ) async throws {
        let server = try await CanaryServer(
            .init(status: status, headers: [("location", "/invocations")], body: Array(body.utf8)))
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/invocations", by: nil, outputName: nil, token: nil,
            secondsMax: 600)
        let failure = try Self.failure { try model.predictions(of: Self.columns, rowCount: 2) }
        #expect(failure.message.contains(saying), "\(failure)")
        #expect(!failure.message.contains("\n") && failure.kind == .fault)
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test func `a server that hangs, and one that is not there, are not waited for`() async throws {
        let server = try await CanaryServer { _ in nil }
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/x", by: .mlflow, outputName: nil, token: nil,
            secondsMax: 1)
        let hanging = try Self.failure { try model.predictions(of: Self.columns, rowCount: 2) }
        #expect(hanging.message.hasSuffix("did not answer within 1 s"), "\(hanging)")
        await server.stop()
        let gone = try Self.failure { try model.predictions(of: Self.columns, rowCount: 2) }
        #expect(gone.message.contains("cannot be reached"), "\(gone)")
    }

    @Test func `what the protocol has no form for is not asked`() async throws {
        let server = try await CanaryServer(.init(status: .ok))
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/v2/models/m", by: nil, outputName: nil, token: nil,
            secondsMax: 600)
        let column = PredictorColumn(name: "age", values: .numbers([1, .nan]))
        let failure = try Self.failure { try model.predictions(of: [column], rowCount: 2) }
        #expect(failure.message.contains("`age` is missing in row 2"), "\(failure)")
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test(arguments: [
        ("ftp://h/invocations", "begins with neither"), ("http://", "no address"),
        ("http:///invocations", "no address"), ("http://h/in vocations", "no address"),
        ("https://u:p@h/invocations", "may hold no password"), ("https://h/predict", "say "),
        ("https://h/v2/models", "say "), ("http://h/invocations", "would cross the network"),
    ])
    func `an address that makes no sense asks nobody`(text: String, saying: String) throws {
        let failure = try #require(
            #expect(throws: Failure.self) {
                _ = try EndpointModel(
                    text, by: nil, outputName: nil, token: "t", secondsMax: 1)
            })
        #expect(failure.message.contains(saying), "\(failure)")
    }

    @Test func `a key in the query is sent, and stands in no evidence`() async throws {
        let server = try await CanaryServer { _ in Self.json(["predictions": [1, 2]]) }
        let model = try EndpointModel(
            "http://127.0.0.1:\(server.port)/invocations?code=key#x", by: nil, outputName: nil,
            token: nil, secondsMax: 600)
        _ = try model.predictions(of: Self.columns, rowCount: 2)
        #expect(server.requests.first?.path == "/invocations?code=key")
        #expect(!JSON.object(model.description).canonical.contains("key"))
        #expect(!model.name.contains("key"))
        await server.stop()
    }
}
