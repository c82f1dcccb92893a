import Governance
package import Operations
package import Transparency

extension VerifyFiles: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/releases/verify", name: "verifyFiles",
        "Compare files, named by their digests, with what was released.",
        body: .object(
            [
                "name": .text(max: 255, min: 1), "files": .list(file, max: 1_000_000),
                "folder": .boolean,
            ],
            optional: ["path": .text(max: 4096), "version": .orNull(.version)]),
        answer: .object(
            [
                "verified": .boolean, "differences": .list(.any), "release": .any,
                "role": .text(max: 40), "signer": .text(max: 200), "recall": .any,
            ], isOpen: true), problems: [404, 422])

    private static let file = Schema.object([
        "path": .text(max: 4096, min: 1), "digest": .digest, "size": .count,
    ])

    package init(_ request: APIRequest) throws {
        guard let manifest = request.body?["files"].flatMap(FolderManifest.init(json:)),
            let isFolder = request.body?["folder"]?.boolValue,
            let only = isFolder ? manifest.digest : manifest.entries.first?.digest
        else { throw APIRequest.malformed("files", "a list of files") }
        let name = try request.text("name")
        self.init(
            path: try request.optionalText("path") ?? name,
            found: HashedArtifact(name: name, digest: only, manifest: manifest, isFolder: isFolder),
            version: try request.optionallyParsed("version", as: "a version") { VersionName($0) },
            by: request.actor)
    }

    package var call: APICall {
        APICall(
            body: [
                "name": .string(found.name), "files": found.manifest.json,
                "folder": .bool(found.isFolder), "path": .string(path),
                "version": version.map { .string($0.description) } ?? .null,
            ])
    }

    package static func json(_ answer: Outcome) -> JSON {
        [
            "verified": .bool(answer.isVerified),
            "differences": .array(answer.differences.map(\.json)), "release": answer.release.json,
            "role": .string(answer.role.rawValue), "signer": .string(answer.signer),
            "recall": answer.recall?.json ?? .null,
        ]
    }

    package static func answer(_ json: JSON) -> Outcome? {
        guard let isVerified = json["verified"]?.boolValue,
            let differences = json["differences"]?.all(FileDifference.init(json:)),
            let release = json["release"].flatMap(SignedRelease.init(json:)),
            let role = json["role"]?.stringValue.flatMap(PartRole.init(rawValue:)),
            let signer = json["signer"]?.stringValue
        else { return nil }
        return Outcome(
            isVerified: isVerified, differences: differences, release: release, role: role,
            signer: signer, recall: json["recall"].flatMap(Recall.init(json:)))
    }
}

extension FileDifference {
    fileprivate var json: JSON {
        [
            "kind": .string(kind.rawValue), "path": .string(path),
            "signedPath": signedPath.map(JSON.string) ?? .null,
        ]
    }

    fileprivate init?(json: JSON) {
        guard let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)),
            let path = json["path"]?.stringValue
        else { return nil }
        self.init(path: path, kind: kind, signedPath: json["signedPath"]?.stringValue)
    }
}
