package import Governance
import Ledger
package import Transparency

/// Takes in the bytes of an artifact for a workspace, all at once or a stretch at a time.
package struct UploadArtifact: Operation {
    package let digest: Digest
    package let workspace: Workspace
    package let start: UploadStart
    package let source: ByteSource
    package let by: Actor

    package static let permission = Permission.writeArtifact
    package var object: OperationObject { .visible }

    package init(
        digest: Digest, workspace: Workspace = .standard, start: UploadStart = .whole,
        source: ByteSource, by: Actor
    ) {
        self.digest = digest
        self.workspace = workspace
        self.start = start
        self.source = source
        self.by = by
    }

    package struct Uploaded: Sendable, Equatable {
        package let byteCount: Int
        /// Whether that is all of it, and it is kept.
        package let isWhole: Bool

        package init(byteCount: Int, isWhole: Bool) {
            self.byteCount = byteCount
            self.isWhole = isWhole
        }
    }

    package func run(on platform: Platform) async throws -> Uploaded {
        guard by.workspaces(for: Self.permission).contains(workspace) else {
            throw Failure.notAllowed(Self.permission)
        }
        let (count, isWhole) = try await platform.uploads.receive(
            digest, by: by.uploader, from: start, source, at: platform.now())
        if isWhole {
            _ = try await platform.perform { turn in
                try await turn.keep(
                    self.digest, byteCount: count, in: self.workspace, by: self.by, on: platform)
            }
        }
        return Uploaded(byteCount: count, isWhole: isWhole)
    }
}

extension Turn {
    /// Records who handed bytes in, and where, the first time.
    mutating func keep(
        _ digest: Digest, byteCount: Int, in workspace: Workspace, by actor: Actor,
        on platform: Platform
    ) async throws {
        guard try await handedIn(digest, in: .only([workspace])).isEmpty else { return }
        let by = try await principal(actor, in: workspace, on: platform)
        try await record(
            .artifactKept,
            [
                "bytes": JSON(byteCount), "digest": .string(digest.description),
                "workspace": .string(workspace.name),
            ], by: by)
    }
}

extension Platform {
    /// Files whose handing in one turn records.
    private static let turnFileCountMax = 400

    /// Records that bytes which the platform received itself were handed in, a turn for many.
    package func keep(
        _ files: [(digest: Digest, byteCount: Int)], in workspace: Workspace, by actor: Actor
    ) async throws {
        var new: [(digest: Digest, byteCount: Int)] = []
        for file in files
        where try await store.handedIn(file.digest, in: .only([workspace])).isEmpty {
            new.append(file)
        }
        for start in stride(from: 0, to: new.count, by: Self.turnFileCountMax) {
            let some = Array(new[start..<min(start + Self.turnFileCountMax, new.count)])
            _ = try await perform { turn in
                for file in some {
                    try await turn.keep(
                        file.digest, byteCount: file.byteCount, in: workspace, by: actor, on: self)
                }
            }
        }
    }
}
