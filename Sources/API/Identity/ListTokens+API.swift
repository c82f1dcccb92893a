import Governance
import Ledger
package import Operations
package import Transparency

extension ListTokens: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/tokens", name: "listTokens",
        "Everybody's tokens, newest first, without their secrets.",
        parameters: [.cursor, .limit], answer: answerSchema)

    static let answerSchema = Schema.object(
        ["tokens": .list(IssuedToken.schema), "next": .orNull(.text(max: 64))], isOpen: true)

    package init(_ request: APIRequest) throws {
        self.init(try request.page(), by: request.actor)
    }

    package var call: APICall { APICall(query: page.query) }

    package static func json(_ answer: Page) -> JSON {
        [
            "tokens": .array(
                answer.tokens.map { $0.json(of: answer.owners.names[$0.principal.text]) }),
            "next": answer.next.json,
        ]
    }

    package static func answer(_ json: JSON) -> Page? {
        guard let entries = json["tokens"]?.arrayValue,
            let tokens = json["tokens"]?.all(IssuedToken.init(json:))
        else { return nil }
        var names: [String: String] = [:]
        for (token, entry) in zip(tokens, entries) {
            names[token.principal.text] = entry["name"]?.stringValue
        }
        return Page(tokens: tokens, owners: People(names: names), next: json.nextPage)
    }
}

extension ListOwnTokens: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/me/tokens", name: "listOwnTokens",
        "One's own tokens, newest first, without their secrets.", parameters: [.cursor, .limit],
        answer: ListTokens.answerSchema)

    package init(_ request: APIRequest) throws {
        self.init(try request.page(), by: request.actor)
    }

    package var call: APICall { APICall(query: page.query) }
    package static func json(_ answer: ListTokens.Page) -> JSON { ListTokens.json(answer) }
    package static func answer(_ json: JSON) -> ListTokens.Page? { ListTokens.answer(json) }
}

extension IssuedToken {
    static let schema = Schema.object(
        [
            "id": .text(max: 64), "principal": .text(max: 64),
            "name": .orNull(.text(max: 200).described("Its owner's; null once it is erased.")),
            "label": .text(max: 64), "scope": .any, "issuedAt": .instant, "expiresAt": .instant,
            "revokedAt": .orNull(.instant),
        ], isOpen: true)

    /// `name`: Its owner's.
    func json(of name: String?) -> JSON {
        [
            "id": .string(id), "principal": .string(principal.text),
            "name": name.map(JSON.string) ?? .null, "label": .string(label), "scope": scope.json,
            "issuedAt": .string(issuedAt), "expiresAt": .string(expiresAt.description),
            "revokedAt": revokedAt.map(JSON.string) ?? .null,
        ]
    }

    init?(json: JSON) {
        guard let id = json["id"]?.stringValue else { return nil }
        self.init(Row(table: ReadModel.tokens.rawValue, key: id, document: json))
    }
}
