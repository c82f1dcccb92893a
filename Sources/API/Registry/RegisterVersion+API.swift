import Governance
package import Operations
package import Transparency

extension RegisterVersion: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions", name: "registerVersion",
        "Register a version by the digests of its parts.",
        body: .object(
            [
                "subject": .text(max: 120, min: 1, example: "model:income"),
                "parts": .list(part, max: 100),
            ],
            optional: [
                "purpose": .orNull(.text()),
                "risk": .orNull(.oneOf(RiskTier.allCases.map(\.rawValue))),
                "businessOwner": .orNull(.text(max: 200)),
                "technicalOwner": .orNull(.text(max: 200)),
                "workspace": .orNull(.text(max: 64)),
            ]),
        answer: .object(
            [
                "version": .version, "root": .digest, "parts": .list(.any), "isNew": .boolean,
                "registered": .any,
            ], isOpen: true), status: 201, problems: [404, 409, 422])

    private static let part = Schema.object(
        [
            "role": .oneOf(PartRole.allCases.map(\.rawValue)), "digest": .digest,
            "name": .text(max: 255, min: 1), "bytes": .count,
        ],
        optional: [
            "path": .text(max: 4096, min: 1),
            "files": .list(
                .object(["path": .text(max: 4096, min: 1), "digest": .digest, "size": .count]),
                max: 1_000_000
            ).described("A folder's files; left out for a file."),
        ])

    package init(_ request: APIRequest) throws {
        let parts = try request.list("parts") ?? []
        self.init(
            subject: try request.parsed("subject", as: "a subject such as `model:income`") {
                SubjectName($0)
            },
            parts: try parts.enumerated().map { index, json in
                guard let part = HashedPart(json: json) else {
                    throw APIRequest.malformed("parts[\(index)]", "a part")
                }
                return part
            },
            purpose: try request.optionalText("purpose"),
            risk: try request.optionallyParsed("risk", as: "a tier of risk") {
                RiskTier(rawValue: $0)
            },
            businessOwner: try request.optionalText("businessOwner").map(PrincipalClaim.init),
            technicalOwner: try request.optionalText("technicalOwner").map(PrincipalClaim.init),
            workspace: try request.optionallyParsed("workspace", as: "a workspace") {
                Workspace($0)
            }, by: request.actor)
    }

    package var call: APICall {
        let text = { (text: String?) in text.map(JSON.string) ?? .null }
        return APICall(
            body: [
                "subject": .string(subject.description), "parts": .array(parts.map(\.json)),
                "purpose": text(purpose), "risk": text(risk?.rawValue),
                "businessOwner": text(businessOwner?.name),
                "technicalOwner": text(technicalOwner?.name), "workspace": text(workspace?.name),
            ])
    }

    package static func json(_ answer: Registered) -> JSON {
        [
            "isNew": .bool(answer.isNew), "parts": .array(answer.artifacts.map(\.json)),
            "root": .string(answer.version.composition.root.description),
            "version": .string(answer.version.name.description),
            "registered": answer.version.json,
        ]
    }

    package static func answer(_ json: JSON) -> Registered? {
        guard let version = json["registered"].flatMap(Version.init(json:)),
            let artifacts = json["parts"]?.all(Artifact.init(json:)),
            let isNew = json["isNew"]?.boolValue
        else { return nil }
        return Registered(version: version, artifacts: artifacts, isNew: isNew)
    }
}

extension HashedPart {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "role": .string(role.rawValue), "digest": .string(digest.description),
            "name": .string(name), "bytes": JSON(byteCount), "path": .string(path),
        ]
        if let manifest { members["files"] = manifest.json }
        return .object(members)
    }

    fileprivate init?(json: JSON) {
        guard let role = json["role"]?.stringValue.flatMap(PartRole.init(rawValue:)),
            let digest = json["digest"]?.stringValue.flatMap({ Digest($0) }),
            let name = json["name"]?.stringValue, let bytes = json["bytes"]?.intValue
        else { return nil }
        let files = json["files"].flatMap { $0.isNull ? nil : $0 }
        let manifest = files.flatMap(FolderManifest.init(json:))
        guard (files == nil) == (manifest == nil) else { return nil }
        self.init(
            role: role, name: name, path: json["path"]?.stringValue ?? name,
            isFolder: manifest != nil, digest: digest, byteCount: bytes,
            fileCount: manifest?.entries.count ?? 1, manifest: manifest)
    }
}
