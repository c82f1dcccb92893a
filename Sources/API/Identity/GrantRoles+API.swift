import Governance
package import Operations
package import Transparency

extension GrantRoles: APIOperation {
    package static let endpoint = Endpoint(
        .put, "/people/roles", name: "grantRoles",
        "Give an account these roles, in place of those it has.",
        body: .object(["name": .accountName, "roles": .list(.grant, max: 200)]),
        answer: .object([:], isOpen: true), problems: [404, 409])

    package init(_ request: APIRequest) throws {
        self.init(
            name: try request.text("name"), grants: try request.grants(), by: request.actor)
    }

    package var call: APICall {
        APICall(body: ["name": .string(name), "roles": grants.textsJSON])
    }

    package static func json(_ answer: Void) -> JSON { [:] }
    package static func answer(_ json: JSON) -> Void? { () }
}
