package import Governance
import Tracking
import Transparency

/// Takes in a file of a run: its bytes by their digest, and its name.
package struct KeepRunFile: Operation {
    package let holder: FileHolder
    package let path: String
    package let source: ByteSource
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(holder: FileHolder, path: String, source: ByteSource, by: Actor) {
        self.holder = holder
        self.path = path
        self.source = source
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let tracked = try platform.tracked()
        let (asked, reach) = (path, by.reach)
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        guard !path.isRoot else { throw Failure(ArtifactPath.invalid) }
        switch try await tracked.place(of: path, holder, within: reach).place {
        case .kept(let path): try await keep(at: path, on: platform, tracked)
        case .folder(let folder):
            guard !reach.writable.isEmpty else { throw Failure.notAllowed(.logRuns) }
            try folder.write(try await smallBytes())
        }
    }

    private func keep(
        at path: ArtifactPath, on platform: Platform, _ tracked: TrackingStore
    ) async throws {
        let reach = by.reach
        // Who may not is told before a byte was taken.
        try await tracked.reading { session throws(TrackingError) in
            try session.requireLogging(at: path, within: reach)
        }
        let now = platform.now()
        let (digest, count) = try await platform.uploads.receive(
            unnamed: Hex.encode(platform.random(16)), by: by.uploader, source, at: now)
        try await tracked.writing { session throws(TrackingError) in
            try session.keep(
                digest.description, byteCount: Int64(count), at: path, on: now.milliseconds,
                within: reach)
        }
    }

    private func smallBytes() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await source.forEach { piece in
            guard bytes.count + piece.count <= LocalFolder.byteCountMax else {
                throw Failure.fault("too_large", "write a file of this size at its own address")
            }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }
}
