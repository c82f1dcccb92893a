import API
import HTTPServer
import HTTPTypes
import Operations
import Testing
import Transparency

/// No name in a request is a path: whatever is put into an address, a query, a form or a body, the
/// files around the server's own are neither read nor written.
@Suite struct PathTraversal {
    private let attacked: AttackedServer

    init() async throws { attacked = try await AttackedServer() }

    /// As they stand in an address; `ROOT` is the server's folder.
    private static let written = [
        "../canary.txt", "..%2fcanary.txt", "..%2Fcanary.txt", "%2e%2e%2fcanary.txt",
        "%2e%2e/canary.txt", "..%252fcanary.txt", "%252e%252e%252fcanary.txt",
        "..%25252fcanary.txt", "..%5ccanary.txt", "..\\canary.txt", "..%255ccanary.txt",
        "....//canary.txt", "..;/canary.txt", "..%3b%2fcanary.txt", "ROOT/canary.txt",
        "%2f%2fROOT%2fcanary.txt", "C:%5ccanary.txt", "C:/canary.txt",
        "file:%2f%2fROOT%2fcanary.txt", "file://ROOT/canary.txt", "%00", "canary.txt%00.yaml",
        "..%c0%afcanary.txt", "%c0%ae%c0%ae/canary.txt", "%e0%80%ae%e0%80%ae/canary.txt",
        "%uff0e%uff0e/canary.txt", "%EF%BC%8E%EF%BC%8E/canary.txt", "canary.txt%23", "#/canary.txt",
        "canary.txt?x", "canary.txt%3fx", "~/canary.txt", "sha256:..%2f..%2fcanary.txt",
        "..%0d%0a/canary.txt", "%ff%fe", ".", "..", "%2e", "canary",
    ]
    /// The same once an address is decoded, or as a form and a body say it.
    private static let said = [
        "../canary.txt", "../../canary.txt", "..\\canary.txt", "..;/canary.txt", "ROOT/canary.txt",
        "//ROOT/canary.txt", "C:\\canary.txt", "file://ROOT/canary.txt", "canary.txt\u{0}",
        "canary.txt\u{0}.yaml", "%2e%2e%2fcanary.txt", "canary.txt#", "canary.txt?x",
        "~/canary.txt", "\u{FF0E}\u{FF0E}/canary.txt", "sha256:../../canary.txt", ".", "..",
        "canary", "\r\n..",
    ]

    private func rooted(_ texts: [String]) -> [String] {
        texts.map { $0.replacing("ROOT", with: attacked.root) }
    }

    @Test func `what stands in an address is no path`() async throws {
        var faults: [String] = []
        var count = 0
        for route in attacked.server.responder.table.routes {
            for target in rooted(Self.written).flatMap({ RouteTargets.all(route, with: $0) }) {
                let answer = await attacked.ask(
                    route, at: target, by: attacked.person(for: route))
                faults += attacked.faults(of: answer, to: "\(route.method) \(target)")
                count += 1
            }
        }
        #expect(faults == [])
        #expect(count > 1_000)
        try attacked.expectCanariesUntouched()
    }

    @Test func `what stands in a query or a form is no path`() async throws {
        let names = [
            "q", "kind", "risk", "state", "environment", "owner", "digest", "name", "after",
            "before", "to", "verdict", "version", "all", "next", "secret", "workspace", "within",
            "target", "limit", "role", "grants", "password", "rule", "because", "until", "label",
            "purpose", "workspaces", "for", "text", "old", "new", "again", "confirm",
        ]
        var faults: [String] = []
        for route in attacked.server.responder.table.routes where route.path.text != "/sign-out" {
            for text in rooted(Self.said) {
                let pairs = names.map { ($0, text) }
                let query = pairs.map { "\($0)=\(AttackedServer.encoded($1))" }
                    .joined(separator: "&")
                let isForm = route.method == .post && route.audience == .people
                let target = RouteTargets.plain(route) + (isForm ? "" : "?" + query)
                let answer = await attacked.ask(
                    route, at: target, by: attacked.person(for: route), form: isForm ? pairs : [])
                faults += attacked.faults(
                    of: answer, to: "\(route.method) \(route.path.text) \(text)")
            }
        }
        #expect(faults == [])
        try attacked.expectCanariesUntouched()
    }

    @Test func `what stands in a body is no path`() async throws {
        var faults: [String] = []
        var count = 0
        for route in attacked.server.responder.table.routes {
            guard let schema = route.endpoint?.body?.json else { continue }
            for text in rooted(Self.said) {
                for body in SchemaSample.variants(of: schema, { _ in .string(text) }) {
                    let answer = await attacked.ask(
                        route.method, RouteTargets.plain(route), by: attacked.person(for: route),
                        json: body)
                    faults += attacked.faults(
                        of: answer, to: "\(route.method) \(route.path.text) \(text)")
                    count += 1
                }
            }
        }
        #expect(faults == [])
        #expect(count > 500)
        try attacked.expectCanariesUntouched()
    }

    /// A part is a digest that a workspace has handed in, never a place to read from.
    @Test func `a part that says where it lies is refused or stays a name`() async throws {
        let file = attacked.root + "/canary.txt"
        let answer = await attacked.ask(
            .post, "/api/v1/versions", by: attacked.ruth,
            json: AttackedServer.version("stolen", purpose: "reads files", file: file))
        let digest = Digest(of: Array(AttackedServer.canary.utf8))
        let read = await attacked.ask(.get, "/api/v1/artifacts/\(digest)", by: attacked.ruth)
        #expect([400, 404].contains(read.status))
        let shown = await attacked.ask(
            .get, "/api/v1/versions/model:stolen@1/artifacts", by: attacked.ruth)
        #expect(answer.status < 500 && !shown.text.contains(AttackedServer.canary))
    }

    /// Unfinished uploads lie in the server's own folder, where nobody else can change them.
    @Test func `nothing that the server writes is writable by others`() async throws {
        let bytes = Array("weights".utf8)
        let header = try #require(HTTPField.Name("Upload-Offset"))
        let answer = await attacked.server.ask(
            .patch, "/api/v1/artifacts/\(Digest(of: bytes))?workspace=default",
            body: Array(bytes[..<3]),
            headers: [
                header: "0", .cookie: "assay-session=\(attacked.ruth.secret)",
                AttackedServer.csrfHeader: attacked.ruth.csrf,
            ])
        #expect(answer.status == 204)
        let modes = try FileModes.below(attacked.root)
        #expect(modes.contains { $0.path.contains("/uploads/") })
        #expect(modes.filter { $0.mode & 0o022 != 0 }.map(\.path) == [])
    }
}
