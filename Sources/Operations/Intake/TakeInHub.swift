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
        let taken = try await platform.perform(
            TakeIn(
                offer: IntakeOffer(
                    source: .hub, project: project, revision: revision, ref: ref,
                    upstream: upstream, facts: facts),
                subject: subject, parts: found.parts(project: project), contents: found.contents,
                workspace: workspace, by: by))
        if taken.isNew, let derivation = HubDerivation(taken.intake).activity {
            _ = try await platform.perform { turn in
                try await RecordLineage(activity: derivation, in: workspace, by: by)
                    .record(in: &turn, on: platform)
            }
        }
        return taken
    }
}

/// What a repository was made from, as lineage.
struct HubDerivation {
    private let intake: Intake

    init(_ intake: Intake) { self.intake = intake }

    /// `nil` when it is not known to be made from anything.
    var activity: LineageActivity? {
        let ancestors = intake.facts["ancestors"]?.arrayValue ?? []
        guard !ancestors.isEmpty else { return nil }
        let own = "\(intake.project)@\(intake.revision)"
        let relations = Set(ancestors.compactMap { $0["relation"]?.stringValue }).sorted()
        return LineageActivity(
            id: "hub:\(Digest(of: Array(own.utf8)).hex.prefix(40))", kind: .derivation,
            name: "\(intake.project): \(relations.joined(separator: ", "))",
            inputs: ancestors.flatMap(Self.references),
            outputs: [LineageReference(intake.version), LineageReference("hub:\(own)")]
                .compactMap(\.self))
    }

    private static func references(_ ancestor: JSON) -> [LineageReference] {
        let project = ancestor["project"]?.stringValue ?? ""
        let revision = ancestor["revision"]?.stringValue.map { "@\($0)" } ?? ""
        return [ancestor["version"]?.stringValue, "hub:\(project)\(revision)"]
            .compactMap { $0.flatMap { LineageReference($0) } }
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
