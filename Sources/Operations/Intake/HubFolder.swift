package import Governance
import Transparency

/// Takes in a repository from a folder of this machine, such as one that a hub's client downloaded.
package struct HubFolder: Sendable {
    package let path: String
    package let project: String
    /// The commit that the files are of; `nil` for one that is made of the files.
    package let revision: String?
    package let ref: String
    package let workspace: Workspace
    package let by: Actor

    package init(
        path: String, project: String, revision: String?, ref: String, workspace: Workspace,
        by: Actor
    ) {
        self.path = path
        self.project = project
        self.revision = revision
        self.ref = ref
        self.workspace = workspace
        self.by = by
    }

    /// What clients and Git keep for themselves.
    private static let ignored: Set<String> = [".git", ".cache", ".huggingface"]
    private static let pieceByteCount = 1 << 20

    /// The repositories in a folder: `organisation/name` below it.
    package static func repositories(in folder: String) throws(Failure) -> [String] {
        let files = try FolderWalk(folder, ignoring: ignored).files
        let names = files.map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") }
        let projects = Set(zip(names, files).filter { $0.1.path.hasPrefix($0.0 + "/") }.map(\.0))
            .filter { $0.contains("/") }.sorted()
        guard !projects.isEmpty else {
            throw .fault(
                "no_repositories",
                "`\(folder)` has no folders such as `ORGANISATION/NAME`; name the repository "
                    + "with `--project`")
        }
        return projects
    }

    package func run(on platform: Platform) async throws -> TakeIn.TakenIn {
        let files = try await kept(on: platform)
        let commit = revision ?? Self.commit(of: files, project: project)
        return try await platform.projects.alone(with: "\(workspace.name)/\(project)") {
            try await platform.perform(
                TakeInHub(
                    project: project, revision: commit, ref: ref, upstream: nil, files: files,
                    workspace: workspace, by: by))
        }
    }

    /// The same for the same files.
    private static func commit(of files: [HubFile], project: String) -> String {
        let said: JSON = [
            "files": .array(files.map { [.string($0.path), .string($0.digest.description)] }),
            "project": .string(project),
        ]
        return String(Digest(of: said.canonicalBytes).hex.prefix(40))
    }

    private func kept(on platform: Platform) async throws -> [HubFile] {
        var files: [HubFile] = []
        for file in try FolderWalk(path, ignoring: Self.ignored).files {
            try HubFile(path: file.path, digest: Digest(of: [UInt8]()), byteCount: 0).check()
            let (digest, byteCount) = try await Self.copy("\(path)/\(file.path)", to: platform, by)
            files.append(HubFile(path: file.path, digest: digest, byteCount: byteCount))
        }
        guard !files.isEmpty else { throw Failure.fault("no_parts", "`\(path)` has no files") }
        try await platform.keep(
            files.map { ($0.digest, $0.byteCount) }, in: workspace, by: by)
        return files
    }

    private static func copy(
        _ path: String, to platform: Platform, _ actor: Actor
    ) async throws -> (digest: Digest, byteCount: Int) {
        let file = try UnchangedFile(path)
        let received = try platform.receive(by: actor)
        do {
            var buffer = [UInt8](repeating: 0, count: pieceByteCount)
            while true {
                let count = try Self.read(file, into: &buffer)
                guard count > 0 else { break }
                try received.append(Array(buffer.prefix(count)))
            }
            try file.checkUnchanged()
            return try await received.finish()
        } catch {
            received.discard()
            throw error
        }
    }

    private static func read(_ file: UnchangedFile, into bytes: inout [UInt8]) throws -> Int {
        try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    }
}
