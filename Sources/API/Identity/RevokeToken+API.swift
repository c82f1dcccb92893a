package import Operations
package import Transparency

extension RevokeToken: APIOperation {
    package static let endpoint = Endpoint(
        .delete, "/tokens/{token}", name: "revokeToken",
        "Make a token worth nothing from the next request on.",
        parameters: [
            .init("token", in: .path, .text(max: 64, min: 1), "A token's id, and not its secret.")
        ], answer: .object([:], isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        self.init(id: try request.text("token"), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["token": id]) }
    package static func json(_ answer: Void) -> JSON { [:] }
    package static func answer(_ json: JSON) -> Void? { () }
}
