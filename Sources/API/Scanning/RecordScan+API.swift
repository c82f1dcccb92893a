import Governance
package import Operations
package import Transparency

extension RecordScan: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/scans", name: "recordScan",
        "Have a version's files judged: by what they say, as handed in, or as the server reads it "
            + "itself where all of their bytes were uploaded.",
        parameters: [.version],
        body: .object([
            "parts": .list(
                .object([
                    "part": .object([
                        "role": .oneOf(PartRole.allCases.map(\.rawValue)), "digest": .digest,
                    ]), "name": .text(max: 255, min: 1),
                    "files": .list(.any, max: 1_000_000).described(
                        "Digest and facts of each file, as `assay check` finds them."),
                ]), max: 100)
        ]),
        answer: .object(["evidence": .any, "raised": .count, "resolved": .count], isOpen: true),
        status: 201, problems: [404, 409, 422])

    /// Facts of a large folder are some megabytes.
    package static let bodyByteCountMax = 16 << 20

    package init(_ request: APIRequest) throws {
        let parts = try request.list("parts") ?? []
        self.init(
            version: try request.version(),
            parts: try parts.enumerated().map { index, json in
                guard let part = ScannedPart(json: json) else {
                    throw APIRequest.malformed("parts[\(index)]", "a scanned part")
                }
                return part
            }, by: request.actor)
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description],
            body: ["parts": .array(parts.map(\.json))])
    }

    package static func json(_ answer: Scanned) -> JSON {
        [
            "evidence": answer.evidence.json, "raised": JSON(answer.raisedCount),
            "resolved": JSON(answer.resolvedCount),
        ]
    }

    package static func answer(_ json: JSON) -> Scanned? {
        guard let evidence = json["evidence"].flatMap(Evidence.init(json:)),
            let raised = json["raised"]?.intValue, let resolved = json["resolved"]?.intValue
        else { return nil }
        return Scanned(evidence: evidence, raisedCount: raised, resolvedCount: resolved)
    }
}
