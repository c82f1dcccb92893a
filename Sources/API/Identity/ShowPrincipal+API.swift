import Governance
package import Operations
package import Transparency

extension ShowPrincipal: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/people/{person}", name: "showPrincipal",
        "One account, with its newest tokens and without their secrets.",
        parameters: [
            .init("person", in: .path, .text(max: 64, min: 1), "An account's pseudonym, its id.")
        ],
        answer: .object(
            [
                "person": ListPrincipals.Listed.schema, "tokens": .list(IssuedToken.schema),
                "hasPassword": .boolean,
            ], isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        self.init(id: .init(try request.text("person")), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["person": id.text]) }

    package static func json(_ answer: Shown) -> JSON {
        [
            "person": answer.listed.json, "hasPassword": .bool(answer.hasPassword),
            "tokens": .array(answer.tokens.map { $0.json(of: answer.listed.name) }),
        ]
    }

    package static func answer(_ json: JSON) -> Shown? {
        guard let listed = json["person"].flatMap(ListPrincipals.Listed.init(json:)),
            let tokens = json["tokens"]?.all(IssuedToken.init(json:)),
            let hasPassword = json["hasPassword"]?.boolValue
        else { return nil }
        return Shown(listed: listed, tokens: tokens, hasPassword: hasPassword)
    }
}
