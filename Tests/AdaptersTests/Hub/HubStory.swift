import Adapters
import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

/// A server for clients of a hub, and what they send.
struct HubStory {
    let server: TrackedPlatform
    static let maker = "tom contributor"
    static let reviewer = Actor.authenticated(
        Caller(
            id: .init("p:ruth"), name: "ruth",
            access: Access(Set([Grant("risk-reviewer")].compactMap(\.self))),
            means: .token(id: "test")), as: nil)

    static let card = "---\nlicense: mit\ntags: [mail]\nlibrary_name: transformers\n---\n# Sorter\n"
    static let plain = ["README.md": card, "config.json": "{}", "data/a b.txt": "plain"]

    init() async throws {
        let policies = ShippedPolicies.files.map {
            ($0.name, String(decoding: $0.bytes, as: UTF8.self))
        }
        server = try await TrackedPlatform(
            policies: Dictionary(uniqueKeysWithValues: policies)
        ) {
            HubRoutes(platform: $0, authenticator: TrackedPlatform.NamedCallers()).routes
        }
    }

    /// A commit as clients send it.
    static func lines(
        _ files: [String: String], parent: String? = nil, removing: [String] = []
    ) -> [UInt8] {
        var header: [String: JSON] = ["summary": "a commit", "description": ""]
        header["parentCommit"] = parent.map(JSON.string)
        var lines: [JSON] = [["key": "header", "value": .object(header)]]
        lines += files.sorted { $0.key < $1.key }.map { path, text in
            [
                "key": "file",
                "value": [
                    "content": .string(Base64.encode(Array(text.utf8))), "path": .string(path),
                    "encoding": "base64",
                ],
            ]
        }
        lines += removing.map { ["key": "deletedFile", "value": ["path": .string($0)]] }
        return Array(lines.map(\.canonical).joined(separator: "\n").utf8)
    }

    @discardableResult
    func commit(
        _ project: String = "org/sorter", _ files: [String: String] = plain,
        parent: String? = nil, removing: [String] = [], to branch: String = "main",
        by caller: String = maker
    ) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, "/api/models/\(project)/commit/\(branch)",
            bytes: Self.lines(files, parent: parent, removing: removing), by: caller)
    }

    /// What the version is for, so that the gate allows it.
    func allow(_ subject: String = "model:org--sorter") async throws {
        _ = try await server.platform.perform(
            DescribeSubject(
                subject: #require(SubjectName(subject)), purpose: "sorts mail", risk: .low,
                by: .claimed(PrincipalClaim("ann@example.org"))))
    }

    func get(
        _ path: String, by caller: String? = "vera viewer", headers: [String: String] = [:]
    ) async -> TrackedPlatform.Answer {
        await server.ask(.get, path, by: caller, headers: headers)
    }
}

extension TrackedPlatform.Answer {
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    /// As clients of a hub read them.
    var errorCode: String? { header("X-Error-Code") }
    var errorMessage: String { header("X-Error-Message") ?? "" }
    var commit: String { json["commitOid"]?.stringValue ?? "" }
}
