package import Governance
import Ledger
import Transparency

/// Registers a version from files: names them by digest, and refuses what nobody answers for.
package struct RegisterVersion: Sendable {
    package struct Source: Sendable, Equatable {
        package let role: PartRole
        package let path: String
        package init(role: PartRole, path: String) {
            self.role = role
            self.path = path
        }
    }

    package let subject: SubjectName
    package let sources: [Source]
    package let purpose: String?
    package let risk: RiskTier?
    package let businessOwner: PrincipalClaim?
    package let technicalOwner: PrincipalClaim?
    package let author: Actor

    package init(
        subject: SubjectName, sources: [Source], purpose: String?, risk: RiskTier?,
        businessOwner: PrincipalClaim?, technicalOwner: PrincipalClaim?, author: Actor
    ) {
        self.subject = subject
        self.sources = sources
        self.purpose = purpose
        self.risk = risk
        self.businessOwner = businessOwner
        self.technicalOwner = technicalOwner
        self.author = author
    }

    package struct Registered: Sendable {
        package let version: Version
        package let artifacts: [Artifact]
        /// False when these very bytes were the newest version already.
        package let isNew: Bool
    }

    package func run(
        on platform: Platform, progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> Registered {
        var artifacts: [Artifact] = []
        var manifests: [[UInt8]] = []
        for source in sources {
            let hashed = try await ArtifactHasher.hash(source.path, progress: progress)
            artifacts.append(Artifact(source, hashed))
            if hashed.isFolder { manifests.append(hashed.manifest.json.canonicalBytes) }
        }
        let found = (artifacts: artifacts, manifests: manifests)
        return try await platform.perform { turn in
            try await self.register(found.artifacts, found.manifests, in: &turn, on: platform)
        }.value
    }

    private func register(
        _ artifacts: [Artifact], _ manifests: [[UInt8]], in turn: inout Turn,
        on platform: Platform
    ) async throws -> Registered {
        let row = try await turn.row(.subjects, subject.description)
        let known = row.flatMap { Subject(json: $0.document) }
        let composition = Composition(artifacts.map(\.part))
        let author = try await turn.principal(self.author, on: platform)
        let registration = Registration(
            name: subject, purpose: purpose, risk: risk,
            businessOwner: try await owner(businessOwner, in: &turn, on: platform),
            technicalOwner: try await owner(technicalOwner, in: &turn, on: platform),
            composition: composition)
        let subject = try Failure.translating { () throws(RegistrationRefusal) in
            try registration.subject(after: known)
        }
        for manifest in manifests { try platform.blobs.put(manifest) }
        let count = row?.document["versions"]?.intValue ?? 0
        let latest = VersionName(subject: self.subject, number: max(count, 1))
        if known == subject, let row = try await turn.row(.versions, latest.description),
            let version = Version(json: row.document["version"] ?? .null),
            version.composition == composition
        {
            return Registered(version: version, artifacts: artifacts, isNew: false)
        }
        let version = Version(
            name: VersionName(subject: self.subject, number: count + 1), composition: composition,
            author: author.id, registeredAt: platform.now(), grade: author.grade)
        try await turn.record(
            .versionRegistered,
            [
                "artifacts": .array(artifacts.map(\.json)), "subject": subject.json,
                "version": version.json,
            ], by: author)
        return Registered(version: version, artifacts: artifacts, isNew: true)
    }

    private func owner(
        _ claim: PrincipalClaim?, in turn: inout Turn, on platform: Platform
    ) async throws -> Principal.ID? {
        guard let claim else { return nil }
        return try await turn.pseudonym(of: claim.name, on: platform)
    }
}
