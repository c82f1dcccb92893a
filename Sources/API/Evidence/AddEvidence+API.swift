package import Governance
package import Operations
package import Transparency

extension AddEvidence: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/evidence", name: "addEvidence",
        "Hand in evidence about parts of a version.", parameters: [.version],
        body: .object(
            ["kind": .oneOf(EvidenceKind.allCases.map(\.rawValue)), "predicate": .any],
            optional: [
                "lookedAt": .list(
                    .object(["role": .oneOf(PartRole.allCases.map(\.rawValue)), "digest": .digest]),
                    max: 100),
                "roles": .list(.oneOf(PartRole.allCases.map(\.rawValue)), max: 100),
                "expiresAt": .orNull(.instant),
            ]),
        answer: .object(["evidence": .any], isOpen: true), status: 201, problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        guard let predicate = request.body?["predicate"] else {
            throw APIRequest.malformed("predicate", "any JSON")
        }
        self.init(
            version: try request.version(),
            kind: try request.parsed("kind", as: "a kind of evidence") {
                EvidenceKind(rawValue: $0)
            },
            // INVARIANT: what a client hands in is what it declares, whoever signed it in.
            grade: .declared, predicate: predicate, lookedAt: try Self.lookedAt(request),
            expiresAt: try request.optionallyParsed("expiresAt", as: "a date and time") {
                Instant($0)
            }, by: request.actor)
    }

    private static func lookedAt(_ request: APIRequest) throws(Failure) -> LookedAt {
        if let roles = try request.roles("roles") { return .roles(roles) }
        guard let list = try request.list("lookedAt") else {
            throw APIRequest.malformed("lookedAt", "a list of parts")
        }
        let parts = list.compactMap(Part.init(json:))
        guard parts.count == list.count else {
            throw APIRequest.malformed("lookedAt", "a list of parts")
        }
        return .parts(parts)
    }

    package var call: APICall {
        var body: [String: JSON] = [
            "kind": .string(kind.rawValue), "predicate": predicate,
            "expiresAt": expiresAt.map { .string($0.description) } ?? .null,
        ]
        switch lookedAt {
        case .parts(let parts): body["lookedAt"] = .array(parts.map(\.json))
        case .roles(let roles): body["roles"] = .array(roles.map { .string($0.rawValue) })
        }
        return APICall(parameters: ["version": version.description], body: .object(body))
    }

    package static func json(_ answer: Evidence) -> JSON { ["evidence": answer.json] }
    package static func answer(_ json: JSON) -> Evidence? {
        json["evidence"].flatMap(Evidence.init(json:))
    }
}
