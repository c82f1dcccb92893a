package import Operations
package import Transparency

extension Endpoint {
    /// What is done to an account.
    ///
    /// The name stands in the body: names are personal data, and addresses get into logs.
    fileprivate init(_ verb: String, name: String, _ summary: String) {
        self.init(
            .post, "/people/\(verb)", name: name, summary,
            body: .object(["name": .accountName]), answer: .object([:], isOpen: true),
            problems: [404, 409])
    }
}

extension APIOperation where Self: AccountOperation {
    package init(_ request: APIRequest) throws {
        self.init(name: try request.text("name"), by: request.actor)
    }

    package var call: APICall { APICall(body: ["name": .string(name)]) }
    package static func json(_ answer: Void) -> JSON { [:] }
    package static func answer(_ json: JSON) -> Void? { () }
}

extension DisablePrincipal: APIOperation {
    package static let endpoint = Endpoint(
        "disable", name: "disablePrincipal",
        "End all that an account may do, its sessions and its tokens.")
}

extension EnablePrincipal: APIOperation {
    package static let endpoint = Endpoint(
        "enable", name: "enablePrincipal", "Let a disabled account in again.")
}

extension ErasePerson: APIOperation {
    package static let endpoint = Endpoint(
        "erase", name: "erasePerson",
        "Forget a name and all that lets its owner in; records keep the pseudonym.")
}
