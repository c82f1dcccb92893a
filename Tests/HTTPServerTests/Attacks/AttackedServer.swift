import API
import Foundation
import Governance
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

/// A server with people signed in, and files around its own that no request may read or change.
final class AttackedServer: Sendable {
    let server: TestServer
    /// Runs the platform.
    let ada: Session
    /// Makes versions and reviews those of others.
    let ruth: Session
    /// What stands in the files around.
    static let canary = "a canary that sings when it is read"
    private let canaries: [String]

    /// The folder that all of the server's files are in.
    var root: String { String(server.platform.blobs.path.dropLast("/blobs".count)) }

    init(store: any LedgerStore = MemoryStore()) async throws {
        server = try TestServer(store: store)
        ada = try await Self.signIn("ada", "administrator", to: server)
        ruth = try await Self.signIn("ruth", "contributor", "risk-reviewer", to: server)
        let root = String(server.platform.blobs.path.dropLast("/blobs".count))
        canaries = [
            root + "/canary.txt", root + "/policies/canary.txt", root + "-canary.txt",
        ]
        for file in canaries {
            try Self.canary.write(to: URL(filePath: file), atomically: true, encoding: .utf8)
        }
        let registered = await ask(
            .post, "/api/v1/versions", by: ruth, json: Self.version("mail", purpose: "sorts mail"))
        try #require(registered.status == 201, "\(registered.text)")
        let judged = await ask(
            .post, "/api/v1/versions/model:mail@1/gate", by: ruth, json: ["to": "production"])
        try #require(judged.status == 200, "\(judged.text)")
    }

    deinit { for file in canaries { try? FileManager.default.removeItem(atPath: file) } }

    static let password = "a horse, a battery"

    private static func signIn(
        _ name: String, _ grants: String..., to server: TestServer
    ) async throws -> Session {
        let keeper = Actor.claimed(try PrincipalClaim("keeper"))
        let platform = server.platform
        _ = try await platform.perform(
            AddPrincipal(
                name: name, kind: .person, grants: Set(grants.compactMap { Grant($0) }),
                by: keeper))
        try await platform.perform(SetPassword(name: name, password: password, by: keeper))
        return try await SignIn(name: name, password: password, source: "192.0.2.1")
            .run(on: platform)
    }

    static func version(
        _ name: String, purpose: String, workspace: String? = nil, file: String = "m.bin"
    ) -> JSON {
        [
            "subject": .string("model:\(name)"), "purpose": .string(purpose), "risk": "low",
            "businessOwner": "bea@example.org", "technicalOwner": "tom@example.org",
            "workspace": workspace.map(JSON.string) ?? .null,
            "parts": [
                [
                    "role": "weights", "name": .string(file), "bytes": 4,
                    "digest": .string(Digest(of: Array((name + file).utf8)).description),
                ]
            ],
        ]
    }

    /// Somebody who gets past a route's door.
    func person(for route: Route) -> Session {
        guard case .permission(let permission) = route.access else { return ruth }
        return ruth.caller.access.workspaces(for: permission).isEmpty ? ada : ruth
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String
        var json: JSON? { try? JSON(parsing: Array(text.utf8)) }
    }

    /// Asks in a browser's session: with the secret that its forms carry, unless told otherwise.
    func ask(
        _ method: HTTPRequest.Method, _ target: String, by session: Session? = nil,
        json: JSON? = nil, form: [(String, String)] = [], headers: HTTPFields = [:]
    ) async -> Answer {
        var fields = headers
        var body = json?.canonicalBytes
        if let session {
            fields[.cookie] = "assay-session=\(session.secret)"
            fields[Self.csrfHeader] = fields[Self.csrfHeader] ?? session.csrf
        }
        if json == nil, method == .post {
            let pairs = form + (session.map { [("csrf", $0.csrf)] } ?? [])
            body = Array(
                pairs.map { "\(Self.encoded($0))=\(Self.encoded($1))" }
                    .joined(separator: "&").utf8)
            fields[.contentType] = "application/x-www-form-urlencoded"
        }
        let answer = await server.ask(method, target, body: body ?? [], headers: fields)
        return Answer(
            status: answer.status, headers: answer.headers,
            text: String(decoding: answer.body, as: UTF8.self))
    }

    /// Asks a route as a page of it would: a form for people, JSON for programs.
    func ask(
        _ route: Route, at target: String, by session: Session, form: [(String, String)] = []
    ) async -> Answer {
        let isForm = route.audience == .people
        return await ask(
            route.method, target, by: session, json: isForm || route.method == .get ? nil : [:],
            form: form)
    }

    static let csrfHeader = HTTPField.Name("X-CSRF-Token") ?? .cookie

    /// Every byte but letters and digits as `%XX`.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            return isPlain
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

// What must be so, whatever was asked.
extension AttackedServer {
    /// What no answer says: names of files and tables, of types and of the language.
    ///
    /// Each is too long to stand in a signature's base64 by chance.
    private static let inward = [
        "sqlite", "SELECT ", "INSERT ", "UPDATE ", "Optional(", "Swift.", "Foundation.",
        "NIOCore", "NIOPosix", "NIOHTTP", "NIOSSL", "Operations.", "Fatal error", "errno ",
        "libpq ", ".swift",
    ]

    /// What is wrong with an answer.
    func faults(of answer: Answer, to asked: String) -> [String] {
        var faults: [String] = []
        if answer.status >= 500 { faults.append("\(asked): status \(answer.status)") }
        if answer.text.contains(Self.canary) { faults.append("\(asked): the canary was read") }
        for word in Self.inward + [root]
        where answer.text.contains(word) && !asked.contains(word) {
            faults.append("\(asked): the answer says `\(word)`")
        }
        return faults
    }

    /// The files beside the server's own are as they were, and no others are there.
    func expectCanariesUntouched() throws {
        for file in canaries {
            #expect(try String(contentsOf: URL(filePath: file), encoding: .utf8) == Self.canary)
        }
        let manager = FileManager.default
        let own = try manager.contentsOfDirectory(atPath: root).sorted()
        #expect(own == ["blobs", "canary.txt", "policies"])
        let folder = (root as NSString).deletingLastPathComponent
        let name = (root as NSString).lastPathComponent
        let beside = try manager.contentsOfDirectory(atPath: folder).filter {
            $0.hasPrefix(name) || $0.hasPrefix("canary")
        }.sorted()
        #expect(beside == [name, name + "-canary.txt"])
        let policies = try manager.contentsOfDirectory(atPath: root + "/policies")
        #expect(policies.sorted().filter { !$0.hasSuffix(".yaml") } == ["canary.txt"])
    }
}
