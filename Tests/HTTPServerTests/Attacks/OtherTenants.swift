import Ledger
import API
import HTTPServer
import HTTPTypes
import Operations
import Testing
import Transparency

/// Nobody learns of another workspace by any route: what is there is said not to be there.
@Suite struct OtherTenants {
    private static let marker = "finds tumours that nobody may know of"
    private static let file = "tumours-of-known-people.bin"

    @Test func `no route says anything of another workspace`() async throws {
        let attacked = try await AttackedServer()
        let server = attacked.server
        let health = try await server.token("hanna@example.org", "contributor@health")
        let money = try await server.token(
            "mona@example.org", "contributor@money", "risk-reviewer@money", "viewer@money")
        let made = try await server.json(
            .post, "/api/v1/versions", token: health,
            AttackedServer.version(
                "tumours", purpose: Self.marker, workspace: "health", file: Self.file))
        #expect(made.status == 201)
        let judged = try await server.json(
            .post, "/api/v1/versions/model:tumours@1/gate", token: health, ["to": "production"])
        let decision = try #require(judged.json["id"]?.stringValue)
        let record = try #require(judged.json["records"]?[0]?["index"]?.intValue)
        let own = await server.ask(.get, "/api/v1/versions/model:tumours@1", token: health)
        #expect(String(decoding: own.body, as: UTF8.self).contains(Self.marker))
        var count = 0
        for route in server.responder.table.routes {
            for target in Self.targets(route, decision, record) {
                let answer = await server.ask(
                    route.method, target, token: money,
                    body: Array(#"{"to": "production", "query": ""}"#.utf8))
                let text = String(decoding: answer.body, as: UTF8.self)
                let asked = "\(route.method) \(target): \(answer.status)"
                #expect(!text.contains(Self.marker) && !text.contains(Self.file), "\(asked)")
                #expect(!text.contains("hanna@example.org"), "\(asked)")
                let path = target.split(separator: "?")[0]
                if path.contains("tumours@1") { #expect(answer.status >= 400, "\(asked)") }
                count += 1
            }
        }
        #expect(count > 60)
    }

    /// A route with what belongs to the others in every place that it may stand.
    private static func targets(_ route: Route, _ decision: String, _ record: Int) -> [String] {
        let hex = decision.replacing("sha256:", with: "")
        let names = ["model:tumours@1", "tumours", hex, decision, "\(record)"]
        let plain = RouteTargets.plain(route)
        let asked = [
            "?q=tumours", "?name=model:tumours", "?workspace=health", "?target=model:tumours@1",
            "?version=model:tumours@1", "?target=\(decision)", "?target=\(record)",
        ]
        return names.flatMap { RouteTargets.all(route, with: $0) } + [plain]
            + (route.method == .get ? asked.map { plain + $0 } : [])
    }
}
