package import Governance
package import Operations
package import Transparency

extension DescribeSubject: APIOperation {
    package static let endpoint = Endpoint(
        .patch, "/subjects/{subject}", name: "describeSubject",
        "Say what a subject is for, its risk and who answers for it.",
        parameters: [
            Endpoint.Parameter(
                "subject", in: .path, .text(max: 120, min: 1), "A subject, such as `model:income`.")
        ],
        body: .object(
            [:],
            optional: [
                "purpose": .orNull(.text()),
                "risk": .orNull(.oneOf(RiskTier.allCases.map(\.rawValue))),
                "businessOwner": .orNull(.text(max: 200)),
                "technicalOwner": .orNull(.text(max: 200)),
            ]),
        answer: .object(["subject": .any], isOpen: true), problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        self.init(
            subject: try request.parsed("subject", as: "a subject such as `model:income`") {
                SubjectName($0)
            },
            purpose: try request.optionalText("purpose"),
            risk: try request.optionallyParsed("risk", as: "a tier of risk") {
                RiskTier(rawValue: $0)
            },
            businessOwner: try request.optionalText("businessOwner").map(PrincipalClaim.init),
            technicalOwner: try request.optionalText("technicalOwner").map(PrincipalClaim.init),
            by: request.actor)
    }

    package var call: APICall {
        let text = { (text: String?) in text.map(JSON.string) ?? .null }
        return APICall(
            parameters: ["subject": subject.description],
            body: [
                "purpose": text(purpose), "risk": text(risk?.rawValue),
                "businessOwner": text(businessOwner?.name),
                "technicalOwner": text(technicalOwner?.name),
            ])
    }

    package static func json(_ answer: Subject) -> JSON { ["subject": answer.json] }
    package static func answer(_ json: JSON) -> Subject? {
        json["subject"].flatMap(Subject.init(json:))
    }
}
