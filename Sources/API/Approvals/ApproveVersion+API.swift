package import Governance
package import Operations
package import Transparency

extension ApproveVersion: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/approvals", name: "approveVersion",
        "Sign off a version, or parts of it, for a transition.", parameters: [.version],
        body: .object(
            [:],
            optional: [
                "to": .environment, "role": .orNull(.oneOf(PrincipalRole.allCases.map(\.rawValue))),
                "parts": .orNull(.list(.oneOf(PartRole.allCases.map(\.rawValue)), max: 100)),
            ]),
        answer: .object(["approval": .any], isOpen: true), status: 201, problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), to: try request.environment(),
            roles: try request.roles("parts"), by: try request.acting())
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description],
            body: [
                "to": .string(to), "role": by.statedRole,
                "parts": roles.map { .array($0.map { .string($0.rawValue) }) } ?? .null,
            ])
    }

    package static func json(_ answer: Approval) -> JSON { ["approval": answer.json] }
    package static func answer(_ json: JSON) -> Approval? {
        json["approval"].flatMap(Approval.init(json:))
    }
}
