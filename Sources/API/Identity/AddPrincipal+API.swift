package import Governance
package import Operations
package import Transparency

extension AddPrincipal: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/people", name: "addPrincipal", "Add a person or a service.",
        body: .object(
            ["name": .accountName],
            optional: [
                "kind": .oneOf(PrincipalKind.allCases.map(\.rawValue)),
                "roles": .list(.grant, max: 200),
            ]),
        answer: .object(["id": .text(max: 64)], isOpen: true), status: 201, problems: [409])

    package init(_ request: APIRequest) throws {
        self.init(
            name: try request.text("name"),
            kind: try request.optionallyParsed("kind", as: "a kind of account") {
                PrincipalKind(rawValue: $0)
            } ?? .person, grants: try request.grants(), by: request.actor)
    }

    package var call: APICall {
        APICall(
            body: [
                "name": .string(name), "kind": .string(kind.rawValue), "roles": grants.textsJSON,
            ])
    }

    package static func json(_ answer: Principal.ID) -> JSON { ["id": .string(answer.text)] }

    package static func answer(_ json: JSON) -> Principal.ID? {
        json["id"]?.stringValue.map { .init($0) }
    }
}

extension Schema {
    static let accountName = text(max: 200, min: 1, example: "ruth@example.org")
}
