package import Governance
package import Operations
package import Transparency

extension WaiveFinding: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/waivers", name: "waiveFinding",
        "Accept one finding on a version, for a time.", parameters: [.version],
        body: .object(
            ["rule": .text(max: 200, min: 1), "because": .text(min: 1), "until": .instant],
            optional: [
                "to": .environment, "role": .orNull(.oneOf(PrincipalRole.allCases.map(\.rawValue))),
            ]),
        answer: .object(["waiver": .any], isOpen: true), status: 201, problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), to: try request.environment(),
            rule: try request.text("rule"), because: try request.text("because"),
            until: try request.parsed("until", as: "a date and time") { Instant($0) },
            by: try request.acting())
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description],
            body: [
                "to": .string(to), "rule": .string(rule), "because": .string(because),
                "until": .string(until.description), "role": by.statedRole,
            ])
    }

    package static func json(_ answer: Waiver) -> JSON { ["waiver": answer.json] }
    package static func answer(_ json: JSON) -> Waiver? {
        json["waiver"].flatMap(Waiver.init(json:))
    }
}
