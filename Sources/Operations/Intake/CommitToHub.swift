package import Governance
import Ledger
package import Transparency

/// What a commit changes in a repository.
package enum HubChange: Sendable, Hashable {
    case put(HubFile)
    /// A large file whose bytes were handed in before.
    case putLarge(path: String, digest: Digest, byteCount: Int)
    case removeFile(String)
    case removeFolder(String)
}

/// Makes a new commit of a repository: its files as they were, with some changes.
///
/// INVARIANT: the commits of one project come one after another; whoever names the commit that theirs
/// follows is refused when another came between.
package struct CommitToHub: Operation {
    package let project: String
    package let ref: String
    /// The commit that the client believes is the newest; `nil` when it does not care.
    package let parent: String?
    package let changes: [HubChange]
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    package init(
        project: String, ref: String, parent: String?, changes: [HubChange], by: Actor
    ) {
        self.project = project
        self.ref = ref
        self.parent = parent
        self.changes = changes
        self.by = by
    }

    package func run(on platform: Platform) async throws -> TakeIn.TakenIn {
        let workspace = try await HubPlace(project: project, by: by).workspace(on: platform)
        return try await platform.projects.alone(with: "\(workspace.name)/\(project)") {
            try await commit(in: workspace, on: platform)
        }
    }

    private func commit(
        in workspace: Workspace, on platform: Platform
    ) async throws -> TakeIn.TakenIn {
        let head = try await platform.store.intakes(
            of: .hub, project, in: .only([workspace]), ref: ref, limit: 1
        ).first
        guard parent == nil || parent == head?.revision else {
            throw Failure.fault(
                "changed_meanwhile",
                "a commit has been made since: `\(ref)` is at `\(head?.revision ?? "nothing")`")
        }
        let before = try head.map { (intake) throws(Failure) in
            try platform.blobs.contents(of: intake)
        }
        let files = try await changed(before, in: workspace, on: platform)
        if let head, before?.manifest == FolderManifest(files.map(\.entry)) {
            let scan = try await platform.store.row(.scans, head.version.description)
            return TakeIn.TakenIn(intake: head, scan: scan?.document ?? .null, isNew: false)
        }
        try await platform.keep(
            changes.compactMap(\.received).map { ($0.digest, $0.byteCount) }, in: workspace, by: by)
        return try await platform.perform(
            TakeInHub(
                project: project, revision: revision(of: files, after: head?.revision), ref: ref,
                upstream: nil, files: files, workspace: workspace, by: by))
    }

    /// The files after the changes, in the order that they were sent.
    private func changed(
        _ before: IntakeDescription?, in workspace: Workspace, on platform: Platform
    ) async throws -> [HubFile] {
        var files = Dictionary((before?.files ?? []).map { ($0.path, $0.hubFile) }) { $1 }
        for change in changes {
            switch change {
            case .put(let file):
                try file.check()
                files[file.path] = file
            case .putLarge(let path, let digest, let byteCount):
                let file = HubFile(
                    path: path, digest: digest, byteCount: byteCount, isLarge: true)
                try file.check()
                // INVARIANT: a digest alone gives nobody its bytes.
                let kept = try await platform.store.handedInByteCount(
                    digest, in: .only([workspace]))
                guard kept == byteCount else {
                    throw Failure.fault(
                        "unknown_artifact",
                        "`\(path)`: upload `\(digest)` of \(byteCount) bytes first")
                }
                files[path] = file
            case .removeFile(let path): files[path] = nil
            case .removeFolder(let path):
                let folder = path.hasSuffix("/") ? path : path + "/"
                files = files.filter { !$0.key.hasPrefix(folder) }
            }
        }
        guard !files.isEmpty else {
            throw Failure.refused("no_parts", "a commit leaves at least one file")
        }
        let paths = Set(files.keys)
        for path in paths where path.folders.contains(where: paths.contains) {
            throw Failure.fault("bad_path", "`\(path)` is in a folder that is a file")
        }
        return files.values.sorted { $0.path < $1.path }
    }

    /// The same for the same files after the same commit.
    private func revision(of files: [HubFile], after parent: String?) -> String {
        let said: JSON = [
            "files": FolderManifest(files.map(\.entry)).json,
            "parent": parent.map(JSON.string) ?? .null, "project": .string(project),
        ]
        return String(Digest(of: said.canonicalBytes).hex.prefix(40))
    }
}

extension HubChange {
    /// A file that came with the commit itself.
    fileprivate var received: HubFile? {
        if case .put(let file) = self { file } else { nil }
    }
}

extension HubFile {
    fileprivate var entry: FolderManifest.Entry {
        .init(path: path, digest: digest, size: byteCount)
    }
}

extension String {
    /// All folders that a path is in.
    fileprivate var folders: [String] {
        var folders: [String] = []
        var steps = split(separator: "/").dropLast()
        while !steps.isEmpty {
            folders.append(steps.joined(separator: "/"))
            steps = steps.dropLast()
        }
        return folders
    }
}
