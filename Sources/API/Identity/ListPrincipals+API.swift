import Governance
import Ledger
package import Operations
package import Transparency

extension ListPrincipals: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/people", name: "listPrincipals", "People and services, newest first.",
        parameters: [.cursor, .limit],
        answer: .object(
            ["people": .list(Listed.schema), "next": .orNull(.text(max: 64))], isOpen: true))

    package init(_ request: APIRequest) throws {
        self.init(try request.page(), by: request.actor)
    }

    package var call: APICall { APICall(query: page.query) }

    package static func json(_ answer: Page) -> JSON {
        ["people": .array(answer.principals.map(\.json)), "next": answer.next.json]
    }

    package static func answer(_ json: JSON) -> Page? {
        json["people"]?.all(Listed.init(json:)).map {
            Page(principals: $0, next: json.nextPage)
        }
    }
}

extension ListPrincipals.Listed {
    static let schema = Schema.object(
        [
            "id": .text(max: 64), "kind": .oneOf(PrincipalKind.allCases.map(\.rawValue)),
            "name": .orNull(.text(max: 200).described("Null once it is erased.")),
            "roles": .list(.grant), "disabled": .boolean, "addedAt": .instant,
        ], isOpen: true)

    package var json: JSON {
        [
            "id": .string(account.id.text), "kind": .string(account.kind.rawValue),
            "name": name.map(JSON.string) ?? .null, "roles": account.grants.textsJSON,
            "disabled": .bool(account.isDisabled), "addedAt": .string(account.addedAt),
        ]
    }

    init?(json: JSON) {
        guard let id = json["id"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(PrincipalKind.init(rawValue:)),
            let grants = json["roles"]?.all({ $0.stringValue.flatMap { Grant($0) } }),
            let isDisabled = json["disabled"]?.boolValue,
            let addedAt = json["addedAt"]?.stringValue
        else { return nil }
        self.init(
            name: json["name"]?.stringValue,
            account: Account(
                id: .init(id), kind: kind, grants: Set(grants), isDisabled: isDisabled,
                addedAt: addedAt))
    }
}

extension Schema {
    /// `ROLE`, or `ROLE@WORKSPACE`.
    static let grant = text(max: 120, min: 1, example: "risk-reviewer@credit")
}

extension Set<Grant> {
    /// In order, as they are typed.
    package var textsJSON: JSON { .array(sorted().map { .string($0.description) }) }
}

extension APIRequest {
    func grants() throws(Failure) -> Set<Grant> {
        let texts = try texts("roles") ?? []
        let grants = texts.compactMap { Grant($0) }
        guard grants.count == texts.count else {
            let known = PrincipalRole.allCases.map(\.rawValue).inBackticks
            throw .fault(
                "bad_request",
                "`roles` has one that is no ROLE or ROLE@WORKSPACE; there are \(known)")
        }
        return Set(grants)
    }
}
