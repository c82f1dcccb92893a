package import Governance
import Ledger
import Transparency

/// Registers a version by the digests of its parts, and refuses what nobody answers for.
package struct RegisterVersion: Operation {
    package let subject: SubjectName
    package var parts: [HashedPart]
    package let purpose: String?
    package let risk: RiskTier?
    package let businessOwner: PrincipalClaim?
    package let technicalOwner: PrincipalClaim?
    /// Where a new subject begins; `nil` for the standard workspace, or where it is already.
    package let workspace: Workspace?
    /// The author.
    package let by: Actor
    /// Whether it comes by a protocol that asks no questions: see ``Registration/capturedFor``.
    package var isCaptured = false

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .subject(subject, beginsIn: workspace) }

    package init(
        subject: SubjectName, parts: [HashedPart], purpose: String?, risk: RiskTier?,
        businessOwner: PrincipalClaim?, technicalOwner: PrincipalClaim?,
        workspace: Workspace? = nil, by: Actor
    ) {
        self.subject = subject
        self.parts = parts
        self.purpose = purpose
        self.risk = risk
        self.businessOwner = businessOwner
        self.technicalOwner = technicalOwner
        self.workspace = workspace
        self.by = by
    }

    package struct Registered: Sendable {
        package let version: Version
        package let artifacts: [Artifact]
        /// False when these very bytes were the newest version already.
        package let isNew: Bool

        package init(version: Version, artifacts: [Artifact], isNew: Bool) {
            self.version = version
            self.artifacts = artifacts
            self.isNew = isNew
        }
    }

    package func run(on platform: Platform) async throws -> Registered {
        for part in parts { try part.check() }
        return try await platform.perform { turn in
            try await self.register(in: &turn, on: platform)
        }.value
    }

    private func register(in turn: inout Turn, on platform: Platform) async throws -> Registered {
        let row = try await turn.row(.subjects, subject.description)
        let known = row.flatMap { Subject(json: $0.document) }
        let artifacts = parts.map(Artifact.init)
        let composition = Composition(artifacts.map(\.part))
        let author = try await turn.principal(
            by, in: known?.workspace ?? workspace ?? .standard, on: platform)
        let subject = try await subject(
            after: known, of: composition, by: author, in: &turn, on: platform)
        for part in parts {
            if let manifest = part.manifest {
                try platform.blobs.put(manifest.json.canonicalBytes)
            }
        }
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

    /// - Throws: A refusal also when somebody else began the subject where the author may not
    ///   register, after the author was let in.
    private func subject(
        after known: Subject?, of composition: Composition, by author: Principal,
        in turn: inout Turn, on platform: Platform
    ) async throws -> Subject {
        let registration = Registration(
            name: subject, purpose: purpose, risk: risk,
            businessOwner: try await owner(businessOwner, in: &turn, on: platform),
            technicalOwner: try await owner(technicalOwner, in: &turn, on: platform),
            composition: composition, workspace: workspace,
            capturedFor: isCaptured ? author.id : nil)
        let subject = try Failure.translating { () throws(RegistrationRefusal) in
            try registration.subject(after: known)
        }
        guard by.workspaces(for: Self.permission).contains(subject.workspace) else {
            throw Failure.notAllowed(Self.permission)
        }
        return subject
    }

    private func owner(
        _ claim: PrincipalClaim?, in turn: inout Turn, on platform: Platform
    ) async throws -> Principal.ID? {
        guard let claim else { return nil }
        return try await turn.pseudonym(of: claim.name, on: platform)
    }
}
