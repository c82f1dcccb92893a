import Governance
package import Operations
package import Transparency

extension ShowVersion: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/versions/{version}", name: "showVersion", "All that is known about a version.",
        parameters: [.version, .to],
        answer: .object(
            [
                "dossier": .any, "artifacts": .list(.any), "releases": .list(.any),
                "decisions": .list(.any),
            ],
            isOpen: true), problems: [404])

    package static var isOfLedgerAlone: Bool { true }

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), to: try request.environment(), by: request.actor)
    }

    package var call: APICall {
        APICall(parameters: ["version": version.description], query: [("to", to)])
    }

    package static func json(_ answer: Shown) -> JSON {
        [
            "dossier": answer.dossier.json, "artifacts": .array(answer.artifacts.map(\.json)),
            "releases": .array(answer.releases.map(\.json)), "decisions": .array(answer.decisions),
            "people": .object(answer.people.names.mapValues(JSON.string)),
        ]
    }

    package static func answer(_ json: JSON) -> Shown? {
        guard let dossier = json["dossier"].flatMap(Dossier.init(json:)),
            let artifacts = json["artifacts"]?.all(Artifact.init(json:)),
            let releases = json["releases"]?.all(SignedRelease.init(json:)),
            let decisions = json["decisions"]?.arrayValue,
            let people = json["people"]?.objectValue
        else { return nil }
        return Shown(
            dossier: dossier, artifacts: artifacts, releases: releases, decisions: decisions,
            people: People(names: people.compactMapValues(\.stringValue)))
    }
}

extension VersionSources: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/versions/{version}/artifacts", name: "listArtifacts", "The parts of a version.",
        parameters: [.version], answer: .object(["artifacts": .list(.any)], isOpen: true),
        problems: [404])

    package init(_ request: APIRequest) throws {
        self.init(version: try request.version(), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["version": version.description]) }

    package static func json(_ answer: [Artifact]) -> JSON {
        ["artifacts": .array(answer.map(\.json))]
    }

    package static func answer(_ json: JSON) -> [Artifact]? {
        json["artifacts"]?.all(Artifact.init(json:))
    }
}
