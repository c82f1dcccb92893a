package import Governance
package import Operations
package import Transparency

extension ImportBillOfMaterials: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/bom", name: "importBillOfMaterials",
        "Take in somebody else's bill of materials or attestation as evidence.",
        parameters: [.version],
        body: .object(
            ["document": .text(max: documentByteCountMax, min: 1)],
            optional: [
                "key": .orNull(.text(max: 10_000)), "expiresAt": .orNull(.instant),
            ]),
        answer: .object(["evidence": .any], isOpen: true), status: 201, problems: [404, 409, 422])

    package static let documentByteCountMax = 16 << 20
    /// The document as JSON writes it in a text: each quote takes two bytes.
    package static let bodyByteCountMax = 3 * documentByteCountMax

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), document: try request.text("document"),
            key: try request.optionalText("key"),
            expiresAt: try request.optionallyParsed("expiresAt", as: "a date and time") {
                Instant($0)
            }, by: request.actor)
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description],
            body: [
                "document": .string(document), "key": key.map(JSON.string) ?? .null,
                "expiresAt": expiresAt.map { .string($0.description) } ?? .null,
            ])
    }

    package static func json(_ answer: Evidence) -> JSON { ["evidence": answer.json] }
    package static func answer(_ json: JSON) -> Evidence? {
        json["evidence"].flatMap(Evidence.init(json:))
    }
}
