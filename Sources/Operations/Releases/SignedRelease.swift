import Governance
import Ledger
package import Transparency

/// A release and the digests of what was signed for it.
package struct SignedRelease: Sendable {
    package let version: String
    package let to: String
    /// The statement's envelope.
    package let statement: Digest
    /// OpenSSF Model Signing bundles, one a part, in the order of the parts.
    package let bundles: [Digest]
    package let decision: String
    package let at: String
    /// False when these bytes were released for the environment already.
    package let isNew: Bool

    init?(_ row: Row, isNew: Bool) {
        guard let version = row.document["version"]?.stringValue,
            let to = row.document["to"]?.stringValue,
            let statement = row.document["statement"]?.stringValue.flatMap({ Digest($0) }),
            let bundles = row.document["bundles"]?.arrayValue?.compactMap({
                $0.stringValue.flatMap { Digest($0) }
            }),
            let decision = row.document["decision"]?.stringValue,
            let at = row.document["at"]?.stringValue
        else { return nil }
        self.version = version
        self.to = to
        self.statement = statement
        self.bundles = bundles
        self.decision = decision
        self.at = at
        self.isNew = isNew
    }

    package var json: JSON {
        [
            "version": .string(version), "to": .string(to),
            "statement": .string(statement.description),
            "bundles": .array(bundles.map { .string($0.description) }),
            "decision": .string(decision), "at": .string(at), "isNew": .bool(isNew),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        let row = Row(table: ReadModel.releases.rawValue, key: "", document: json)
        self.init(row, isNew: json["isNew"]?.boolValue ?? false)
    }
}

extension Turn {
    /// Signs and records the release that a decision allows; an earlier one of the same bytes for
    /// the same environment stays.
    mutating func release(
        _ version: Version, by decision: Decision, principal: Principal, on platform: Platform
    ) async throws -> SignedRelease? {
        guard let release = Release(of: version, by: decision) else { return nil }
        if let row = try await releaseRow(of: release) { return SignedRelease(row, isNew: false) }
        let artifacts = try await artifacts(of: version.name)
        let bundles = try artifacts.map { artifact in
            try platform.blobs.put(artifact.signed(with: platform.keys.release, in: platform.blobs))
        }
        let statement = StatementV1(
            subjects: release.parts.map { .init(name: $0.role.rawValue, digest: $0.digest) },
            predicateType: Release.predicateType, predicate: release.predicate)
        let envelope = try statement.signed(by: [platform.keys.release])
        let id = try platform.blobs.put(envelope.json.canonicalBytes)
        guard case .object(var body) = release.predicate else { return nil }
        body["statement"] = .string(id.description)
        body["bundles"] = .array(bundles.map { .string($0.description) })
        try await record(.releaseSigned, .object(body), by: principal)
        return try await releaseRow(of: release).flatMap { SignedRelease($0, isNew: true) }
    }

    private func releaseRow(of release: Release) async throws -> Row? {
        try await rows(
            .releases,
            where: [
                "version": release.version.description, "to": release.to,
                "root": release.root.description,
            ], limit: 1
        ).first
    }
}

extension Artifact {
    /// An OpenSSF Model Signing bundle over its files.
    fileprivate func signed(with key: SigningKey, in blobs: BlobFolder) throws -> [UInt8] {
        let single = ModelManifest.singleFileName
        let files = try manifest(in: blobs).entries.map { (isFolder ? $0.path : single, $0.digest) }
        return try ModelSigningBundle(name: name, files: files, signedBy: key).json.canonicalBytes
    }
}
