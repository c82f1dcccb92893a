import Operations
import Ledger
import API
import HTTPServer
import HTTPTypes
import Testing
import Transparency

/// Whatever a client sends has a stated limit, and what the platform decides no client states.
@Suite struct StatedLimits {
    private let attacked: AttackedServer

    init() async throws { attacked = try await AttackedServer() }

    private var routes: [Route] { attacked.server.responder.table.routes }

    @Test func `a text longer than its field is refused`() async throws {
        var count = 0
        for route in routes {
            guard let schema = route.endpoint?.body?.json else { continue }
            let bodies = SchemaSample.variants(of: schema) { text in
                text["maxLength"]?.intValue.map {
                    .string(String(repeating: "a", count: $0 + 1))
                }
            }
            for body in bodies {
                try await expectRefused(body, at: route)
                count += 1
            }
        }
        #expect(count > 15)
    }

    @Test func `a list longer than its field is refused`() async throws {
        var count = 0
        for route in routes {
            guard let schema = route.endpoint?.body?.json,
                let properties = schema["properties"]?.objectValue
            else { continue }
            let whole = properties.mapValues(SchemaSample.value)
            for (name, property) in properties {
                let list = property["anyOf"]?[0] ?? property
                guard let max = list["maxItems"]?.intValue, let items = list["items"],
                    max <= 10_000
                else { continue }
                let long = JSON.array(
                    Array(repeating: SchemaSample.value(of: items), count: max + 1))
                try await expectRefused(.object(whole.merging([name: long]) { $1 }), at: route)
                count += 1
            }
        }
        #expect(count > 3)
    }

    /// Who did it, when, how it is known and what came of it: the server says so, and nobody else.
    @Test(arguments: [
        "author", "by", "at", "grade", "registeredAt", "verdict", "decision", "principal", "id",
        "writer", "isReleased", "__proto__", "constructor",
    ])
    func `a member that the server decides on is refused`(name: String) async throws {
        var count = 0
        for route in routes {
            guard let schema = route.endpoint?.body?.json,
                schema["properties"]?[name] == nil,
                case .object(var members) = SchemaSample.value(of: schema)
            else { continue }
            members[name] = "verified"
            try await expectRefused(.object(members), at: route)
            count += 1
        }
        #expect(count > 5)
    }

    private func expectRefused(_ body: JSON, at route: Route) async throws {
        for person in [attacked.ada, attacked.ruth] {
            let answer = await attacked.ask(
                route.method, RouteTargets.plain(route), by: person, json: body)
            // Whoever may not do it at all is told nothing else.
            #expect([400, 403].contains(answer.status), "\(route.path.text): \(answer.text)")
            #expect(answer.status != 400 || answer.json?["code"] == "bad_request")
        }
    }

    @Test func `a body beyond the limit is refused before it is read`() async throws {
        for route in routes where route.endpoint?.body != nil && route.endpoint?.takes == .json {
            let large = JSON.string(
                String(repeating: "a", count: route.bodyByteCountMax + (1 << 20)))
            let answers = [
                await attacked.ask(
                    route.method, RouteTargets.plain(route), by: attacked.ada, json: large),
                await attacked.ask(
                    route.method, RouteTargets.plain(route), by: attacked.ruth, json: large),
            ]
            let statuses = Set(answers.map(\.status))
            #expect(statuses.isSubset(of: [403, 413]), "\(route.path.text): \(statuses)")
            #expect(statuses.contains(413), "\(route.path.text)")
        }
        let form = await attacked.ask(
            .post, "/sign-in", form: [("name", String(repeating: "a", count: 3 << 20))])
        #expect(form.status == 413)
    }

    @Test(arguments: [
        "/versions?" + String(repeating: "q=a&", count: 201),
        "/versions?q=" + String(repeating: "a", count: 17_000),
        "/" + String(repeating: "a", count: 4_097), "/" + String(repeating: "a/", count: 2_100),
        "/api/v1/versions?limit=1001", "/api/v1/versions?limit=0", "/api/v1/versions?limit=-1",
        "/api/v1/versions?limit=99999999999999999999", "/api/v1/log/records?count=1e9",
        "/api/v1/log/records?count=0", "/api/v1/log/records?from=-1",
    ])
    func `an address or a query beyond its limit is refused`(target: String) async {
        let answer = await attacked.ask(.get, target, by: attacked.ruth)
        #expect(answer.status == 400, "\(answer.status)")
    }

    @Test func `a form has two hundred fields at most`() async {
        let fields = Array(repeating: ("name", "a"), count: 201)
        let answer = await attacked.ask(.post, "/sign-in", form: fields)
        #expect(answer.status == 400)
    }

    /// What a person types to search with is no pattern that could take for ever.
    @Test(
        .timeLimit(.minutes(15)),
        arguments: [
            "(a+)+$", "%%%%%%%%%%", "****", "[[[[[[", "\\", "\u{202E}", "a b c d e f g h i j",
        ])
    func `a search is words and no pattern`(text: String) async {
        let long = String(repeating: text, count: 200)
        let target = "/versions?q=" + AttackedServer.encoded(String(long.prefix(1_000)))
        let answer = await attacked.ask(.get, target, by: attacked.ruth)
        #expect(answer.status == 200 || answer.status == 400)
        #expect(attacked.faults(of: answer, to: target) == [])
    }
}
