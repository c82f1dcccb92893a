import Governance
import Ledger
import Transparency

extension RowReading {
    /// All that is known about a version for a transition.
    func dossier(
        of name: VersionName, to transition: String, on platform: Platform, at now: Instant
    ) async throws -> Dossier {
        let (subject, version) = try await self.version(name)
        var predecessor: Version?
        if name.number > 1 {
            let before = VersionName(subject: name.subject, number: name.number - 1)
            predecessor = try await self.version(before).1
        }
        let parts = Set(version.composition.parts + (predecessor?.composition.parts ?? []))
        return Dossier(
            at: now, to: transition, subject: subject, version: version,
            evidence: try await evidence(
                lookingAt: parts, in: subject.workspace, on: platform),
            approvals: try await signOffs(.approvals, subject.name, Approval.init(json:)),
            waivers: try await signOffs(.waivers, subject.name, Waiver.init(json:)),
            recalls: try await recalls(of: version, in: subject.workspace),
            predecessor: predecessor)
    }

    /// Evidence of the subject's own workspace: who may speak in another does not speak here.
    private func evidence(
        lookingAt parts: Set<Part>, in workspace: Workspace, on platform: Platform
    ) async throws -> [Evidence] {
        var found: [Digest: Evidence] = [:]
        for part in parts {
            for row in try await rows(
                .evidence, where: ["part": part.key, Row.workspaceField: workspace.name])
            {
                let evidence = try Evidence.load(row.document, from: platform.blobs)
                if Set(evidence.lookedAt).isSubset(of: parts) { found[evidence.id] = evidence }
            }
        }
        return Array(found.values)
    }

    /// That a version's bytes were taken back in a workspace, whatever they were called there.
    ///
    /// INVARIANT: who takes back in another workspace does so there alone, and is not quoted here.
    func recalls(of version: Version, in workspace: Workspace) async throws -> [Recall] {
        let root = version.composition.root.description
        return try await rows(
            .recalls, where: ["root": root, Row.workspaceField: workspace.name]
        ).compactMap { Recall(json: $0.document) }
    }

    private func signOffs<SignOff>(
        _ table: ReadModel, _ subject: SubjectName, _ read: (JSON) -> SignOff?
    ) async throws -> [SignOff] {
        try await rows(table, where: ["subject": subject.description])
            .compactMap { read($0.document) }
    }
}
