package import Governance
import Ledger
import Tracking
import Transparency

/// Takes in one commit of a repository whose files were all handed in.
package struct TakeInHub: Operation {
    package let project: String
    package let revision: String
    package let ref: String?
    package let upstream: String?
    package let files: [HubFile]
    package let workspace: Workspace
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    package init(
        project: String, revision: String, ref: String?, upstream: String?, files: [HubFile],
        workspace: Workspace, by: Actor
    ) {
        self.project = project
        self.revision = revision
        self.ref = ref
        self.upstream = upstream
        self.files = files
        self.workspace = workspace
        self.by = by
    }

    package func run(on platform: Platform) async throws -> TakeIn.TakenIn {
        try Failure.translating { () throws(IntakeRefusal) in
            try IntakeOffer(source: .hub, project: project, revision: revision, ref: ref).check()
        }
        for file in files { try file.check() }
        let before = try await platform.store.intakes(
            of: .hub, project, in: .only([workspace]), limit: 1
        ).first
        let known = try before.map { (intake) throws(Failure) in
            try platform.blobs.contents(of: intake)
        }
        let found = try await HubContents(of: files, known: known, on: platform)
        let facts = try await HubAncestors(project: project, workspace: workspace)
            .added(
                to: found.facts, TensorDigests(of: found.contents, in: platform.blobs), on: platform
            )
        let subject = try await IntakeSubject(
            kind: .model, project: project, workspace: workspace
        ).name(on: platform)
        return try await platform.perform(
            TakeIn(
                offer: IntakeOffer(
                    source: .hub, project: project, revision: revision, ref: ref,
                    upstream: upstream, facts: facts),
                subject: subject, parts: found.parts(project: project), contents: found.contents,
                workspace: workspace, by: by))
    }
}

extension HubFile {
    static let pathByteCountMax = 1_024

    /// - Throws: A fault for a path that leads anywhere else.
    package func check() throws(Failure) {
        let isGit = path.split(separator: "/").contains { $0.lowercased() == ".git" }
        guard !path.isEmpty, path.utf8.count <= Self.pathByteCountMax, !isGit,
            (try? ArtifactPath(path)) != nil
        else {
            throw .fault("bad_path", "`\(path.prefix(200))` is no path inside a repository")
        }
    }
}
