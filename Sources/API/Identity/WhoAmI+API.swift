import Governance
package import Operations
package import Transparency

extension WhoAmI: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/me", name: "whoAmI", "Who asks, and in which roles.",
        answer: .object(["name": .text(max: 200), "roles": .list(.text(max: 120))], isOpen: true))

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall() }

    package static func json(_ answer: Me) -> JSON {
        ["name": .string(answer.name), "roles": .array(answer.roles.map(JSON.string))]
    }

    package static func answer(_ json: JSON) -> Me? {
        guard let name = json["name"]?.stringValue, let roles = json["roles"]?.all(\.stringValue)
        else { return nil }
        return Me(name: name, roles: roles)
    }
}
