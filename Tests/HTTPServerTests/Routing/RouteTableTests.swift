import API
import Governance
import HTTPTypes
import Testing
import Transparency

@testable import HTTPServer

/// Every route there is, asked without a token and with the wrong role.
@Suite struct RouteTableTests {
    /// A target that a route matches.
    private func target(_ route: Route) -> String {
        "/"
            + route.path.parts.map { part in
                switch part {
                case .fixed(let text): text
                case .parameter("version"), .parameter("a"), .parameter("b"): "model:none@1"
                case .parameter, .rest: "none"
                }
            }.joined(separator: "/")
    }

    @Test func `no route serves whoever shows nothing, but those that say why`() async throws {
        let server = try TestServer()
        for route in server.responder.table.routes {
            let answer = await server.ask(route.method, target(route), body: [])
            if case .open(let reason) = route.access {
                #expect(!reason.isEmpty)
                #expect(answer.status != 403, "\(route.method) \(route.path.text)")
            } else {
                #expect(answer.status == 401, "\(route.method) \(route.path.text)")
            }
        }
    }

    @Test func `a role that lacks a route's permission is told so`() async throws {
        let server = try TestServer()
        for role in PrincipalRole.allCases {
            let token = try await server.token("\(role.rawValue)@example.org", role.rawValue)
            for route in server.responder.table.routes {
                guard case .permission(let permission) = route.access,
                    !role.permissions.contains(permission)
                else { continue }
                let answer = await server.ask(route.method, target(route), token: token, body: [])
                #expect(answer.status == 403, "\(role): \(route.method) \(route.path.text)")
            }
        }
    }

    @Test func `other methods and addresses lead nowhere`() async throws {
        let server = try TestServer()
        let token = try await server.token("ada@example.org", "viewer")
        for route in server.responder.table.routes {
            let answer = await server.ask(.trace, target(route), token: token)
            #expect(answer.status == 405, "\(route.path.text)")
            #expect(answer.headers[.allow]?.contains(route.method.rawValue) == true)
        }
        for path in ["/api/v1/none", "/api/v2/versions", "/none", "/api/v1/versions/x/y/z"] {
            #expect(await server.ask(.get, path, token: token).status == 404)
        }
    }

    @Test func `endpoints stand once, under names of their own`() throws {
        let server = try TestServer()
        let endpoints = server.responder.table.routes.compactMap(\.endpoint)
        #expect(Set(endpoints.map(\.name)).count == endpoints.count)
        #expect(endpoints.count > 15)
    }

    @Test func `what takes a key says that the key may be refused`() throws {
        let server = try TestServer()
        let endpoints = server.responder.table.routes.compactMap(\.endpoint)
        let paths = try #require(OpenAPI(endpoints).json["paths"]?.objectValue)
        var count = 0
        for (path, item) in paths {
            for (method, asked) in item.objectValue ?? [:] {
                let parameters = asked["parameters"]?.arrayValue ?? []
                guard parameters.contains(where: { $0["name"] == "Idempotency-Key" }) else {
                    continue
                }
                count += 1
                #expect(asked["responses"]?["409"] != nil, "\(method) \(path)")
            }
        }
        #expect(count > 15)
    }
}
