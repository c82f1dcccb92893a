import Governance
package import Operations
package import Transparency

extension RejudgeVersions: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/findings/judge", name: "rejudgeVersions",
        "Judge every version's kept facts again by the rules and advisories of today.",
        body: .object([:]),
        answer: .object(
            [
                "versions": .count, "changed": .list(.version), "raised": .count,
                "resolved": .count,
            ], isOpen: true))

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall(body: [:]) }

    package static func json(_ answer: Answer) -> JSON {
        [
            "changed": .array(answer.changed.map { .string($0.description) }),
            "raised": JSON(answer.raisedCount), "resolved": JSON(answer.resolvedCount),
            "versions": JSON(answer.versionCount),
        ]
    }

    package static func answer(_ json: JSON) -> Answer? {
        guard let versions = json["versions"]?.intValue, let raised = json["raised"]?.intValue,
            let resolved = json["resolved"]?.intValue, let changed = json["changed"]?.arrayValue
        else { return nil }
        return Answer(
            versionCount: versions,
            changed: changed.compactMap { $0.stringValue.flatMap { VersionName($0) } },
            raisedCount: raised, resolvedCount: resolved)
    }
}
