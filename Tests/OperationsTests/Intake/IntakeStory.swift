import Governance
import Ledger
import Operations
import Testing
import Transparency

/// Projects of a hub that somebody takes in, and what becomes of them.
struct IntakeStory {
    let test: TestPlatform
    let tom = Actor.signed("tom", "contributor")
    let ruth = Actor.signed("ruth", "risk-reviewer")
    let vera = Actor.signed("vera", "viewer")
    var platform: Platform { test.platform }

    init() throws { test = try TestPlatform(uploadLimits: ArtifactStory.limits) }

    static let card = "---\nlicense: mit\n---\n"
    static let plain = ["README.md": card, "config.json": "{}"]
    static let commit = String(repeating: "a1", count: 20)

    /// Takes in files of these texts.
    @discardableResult
    func takeIn(
        _ project: String = "org/name", _ texts: [String: String] = plain,
        revision: String = commit, ref: String? = "main", facts: JSON = [:],
        in workspace: Workspace = .standard, keeping: Bool = true, by actor: Actor? = nil
    ) async throws -> TakeIn.TakenIn {
        let by = actor ?? tom
        var files: [IntakeDescription.File] = []
        for (path, text) in texts {
            let bytes = Array(text.utf8)
            files.append(
                .init(
                    path: path, byteCount: bytes.count, digest: try platform.blobs.put(bytes)))
        }
        if keeping {
            try await platform.keep(
                files.map { ($0.digest, $0.byteCount) }, in: workspace, by: by)
        }
        let contents = IntakeDescription(files: files)
        let manifest = contents.manifest
        let part = HashedPart(
            role: .weights, name: "model", path: project, isFolder: true, digest: manifest.digest,
            byteCount: manifest.byteCount, fileCount: files.count, manifest: manifest)
        return try await platform.perform(
            TakeIn(
                offer: IntakeOffer(
                    source: .hub, project: project, revision: revision, ref: ref,
                    upstream: "https://hub.example", facts: facts),
                subject: try await IntakeSubject(
                    kind: .model, project: project, workspace: workspace
                ).name(on: platform),
                parts: [part], contents: contents, workspace: workspace, by: by))
    }

    func describe(_ version: VersionName, as risk: RiskTier? = nil) async throws {
        _ = try await platform.perform(
            DescribeSubject(
                subject: version.subject, purpose: "sorts support mail", risk: risk, by: tom))
    }

    /// Why somebody may not use it; `nil` when they may.
    func refusal(_ version: VersionName, by actor: Actor? = nil) async throws -> Failure? {
        do {
            try await platform.perform(
                AdmitVersion(version: version, site: "http://assay.example", by: actor ?? vera))
            return nil
        } catch let failure as Failure { return failure }
    }
}
