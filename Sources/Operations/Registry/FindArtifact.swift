package import Governance
import Ledger
package import Transparency

/// Finds out how much of an artifact is there: all of it, or what the actor uploaded so far.
package struct FindArtifact: Operation {
    package let digest: Digest
    package let folder: Digest?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(digest: Digest, within folder: Digest? = nil, by: Actor) {
        self.digest = digest
        self.folder = folder
        self.by = by
    }

    package enum Found: Sendable, Equatable {
        /// To be had.
        case there(byteCount: Int)
        /// Uploaded to a workspace of the actor's, where nothing refers to it yet.
        case uploaded(byteCount: Int)
        /// Uploaded as far as this, by the actor.
        case unfinished(byteCount: Int)
    }

    package func run(on platform: Platform) async throws -> Found {
        do {
            let file = try await OpenArtifact(digest: digest, within: folder, by: by)
                .run(on: platform)
            return .there(byteCount: file.byteCount)
        } catch let failure as Failure where failure.code == "unknown_artifact" {
            return try await uploaded(to: platform, else: failure)
        }
    }

    private func uploaded(to platform: Platform, else unknown: Failure) async throws -> Found {
        let writable = by.workspaces(for: .writeArtifact)
        if let count = try await platform.store.handedInByteCount(digest, in: writable) {
            return .uploaded(byteCount: count)
        }
        guard
            let offset = platform.uploads.offset(of: digest, by: by.uploader, at: platform.now())
        else { throw unknown }
        return .unfinished(byteCount: offset)
    }
}

extension Actor {
    /// Whose uploads are whose.
    var uploader: String {
        switch self {
        case .claimed(let claim): "claimed \(claim.name)"
        case .authenticated(let caller, _): "principal \(caller.id.text)"
        }
    }
}
