import Governance
package import Operations
package import Transparency

extension ExportBillOfMaterials: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/versions/{version}/bom", name: "exportBillOfMaterials",
        "The bill of materials of a version, as CycloneDX 1.6 or SPDX 3.0.1, or its vulnerabilities.",
        parameters: [
            .version,
            .init(
                "format", in: .query, .oneOf(Format.allCases.map(\.rawValue)),
                "In which form; `cyclonedx` unless said."),
            .init(
                "names", in: .query, .oneOf(["true", "false"]),
                "Whether people are named, and not their pseudonyms."),
        ],
        answer: .object([:], isOpen: true), problems: [404, 422])

    package init(_ request: APIRequest) throws {
        let format = try request.optionallyParsed("format", as: "`cyclonedx`, `spdx` or `vulns`") {
            Format(rawValue: $0)
        }
        let names = try request.optionallyParsed("names", as: "`true` or `false`") {
            Bool($0)
        }
        self.init(
            version: try request.version(), format: format ?? .cycloneDX,
            namesPeople: names ?? false, by: request.actor)
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description],
            query: [("format", format.rawValue), ("names", namesPeople ? "true" : "false")])
    }

    package static func json(_ answer: JSON) -> JSON { answer }
    package static func answer(_ json: JSON) -> JSON? { json.objectValue == nil ? nil : json }
}
