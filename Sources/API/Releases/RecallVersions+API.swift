import Governance
package import Operations
package import Transparency

extension RecallVersions: APIOperation {
    package static let versionCountMax = 10_000

    package static let endpoint = Endpoint(
        .post, "/recalls", name: "recallVersions",
        "Take versions back: nothing of them is released, gates deny them, nobody is given them.",
        body: .object(
            [
                "versions": .list(.version, max: versionCountMax),
                "because": .text(max: 4000, min: 1),
            ],
            optional: ["about": .orNull(.text(max: 200))]),
        answer: .object(["incident": .any, "recalls": .list(.any)], isOpen: true), status: 201,
        problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        let texts = try request.texts("versions") ?? []
        let versions = texts.compactMap { VersionName($0) }
        guard !versions.isEmpty, versions.count == texts.count else {
            throw APIRequest.malformed("versions", "a list of versions such as `model:income@2`")
        }
        self.init(
            versions: versions, about: try request.optionalText("about"),
            because: try request.text("because"), by: try request.acting())
    }

    package var call: APICall {
        APICall(
            body: [
                "versions": .array(versions.map { .string($0.description) }),
                "because": .string(because), "about": about.map(JSON.string) ?? .null,
            ])
    }

    package static func json(_ answer: Recalled) -> JSON {
        ["incident": answer.incident.json, "recalls": .array(answer.recalls.map(\.json))]
    }

    package static func answer(_ json: JSON) -> Recalled? {
        guard let incident = json["incident"].flatMap(Incident.init(json:)),
            let recalls = json["recalls"]?.all(Recall.init(json:))
        else { return nil }
        return Recalled(incident: incident, recalls: recalls)
    }
}
