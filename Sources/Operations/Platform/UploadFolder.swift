import Dispatch
import FoundationEssentials
import Synchronization
import Transparency

/// Uploads that are not finished, each a file that only who began it goes on with.
///
/// INVARIANT: no byte of an upload is a blob before the digest of all of them is the one they were
/// sent under.
package final class UploadFolder: Sendable {
    package let limits: UploadLimits
    private let blobs: BlobFolder
    private let state = Mutex(State())
    /// Where writing waits for the disk, so that nothing else waits for it.
    private let disk = DispatchQueue(label: "assay.uploads", attributes: .concurrent)

    private struct State {
        /// What was hashed of uploads that wait for more, by their files.
        var hashed: [String: HashedBytes] = [:]
        var sweptAt: Instant?
    }

    /// The hash of an upload's first bytes.
    struct HashedBytes {
        var hasher = DigestHasher()
        var byteCount = 0
    }

    private static let hashedCountMax = 1_000
    private static let sweepMilliseconds: Int64 = 600_000

    init(blobs: BlobFolder, limits: UploadLimits) {
        self.blobs = blobs
        self.limits = limits
    }

    private var path: String { "\(blobs.path)/uploads" }

    private func folder(of uploader: String) -> String {
        "\(path)/\(Digest(of: Array(uploader.utf8)).hex.prefix(32))"
    }

    private func file(_ digest: Digest, of uploader: String) -> String {
        "\(folder(of: uploader))/\(digest.hex)"
    }

    /// How many bytes of an upload are there; `nil` when there is none, or it is over.
    func offset(of digest: Digest, by uploader: String, at now: Instant) -> Int? {
        let path = file(digest, of: uploader)
        guard let state = try? FileState(of: path), state.isFile,
            !isOver(state.modifiedMilliseconds, at: now)
        else { return nil }
        return state.size
    }

    /// Takes in what comes, and goes on with what came before.
    ///
    /// What came stays when the sender breaks off.
    ///
    /// - Returns: How many bytes there are, and whether that is all of them.
    /// - Throws: ``Failure``; when the digest is another, all of the upload is thrown away.
    func receive(
        _ digest: Digest, by uploader: String, from start: UploadStart, _ source: ByteSource,
        at now: Instant
    ) async throws -> (byteCount: Int, isWhole: Bool) {
        sweep(at: now)
        let path = file(digest, of: uploader)
        try makeRoom(for: uploader, path, source.statedByteCount)
        let upload = try PartialUpload(path, limits: limits, isNewAllowed: start.offset == 0)
        if start.isAnew || isOver(upload.modifiedMilliseconds, at: now) { try upload.restart() }
        guard start.offset == upload.byteCount else {
            throw Failure.refused(
                "wrong_offset",
                "the upload is at byte \(upload.byteCount), not `\(start.offset)`; go on from there"
            )
        }
        try upload.hash(state.withLock { $0.hashed.removeValue(forKey: path) })
        do {
            try upload.admit(source.statedByteCount ?? 0)
            try await source.forEach { try upload.append($0) }
        } catch {
            keep(upload, at: now)
            throw error
        }
        let found = upload.digest
        if found == digest {
            try await finish(upload, as: digest)
            return (upload.byteCount, true)
        }
        guard !start.isLast else {
            upload.discard()
            throw Failure.fault(
                "wrong_digest", "the bytes are `\(found)`, and were sent as `\(digest)`")
        }
        keep(upload, at: now)
        return (upload.byteCount, false)
    }

    /// Takes in bytes whose digest nobody knows before they are all there.
    ///
    /// `name`: Another one for each upload. What came is thrown away when the sender breaks off.
    ///
    /// - Returns: The digest under which they are a blob then.
    func receive(
        unnamed name: String, by uploader: String, _ source: ByteSource, at now: Instant
    ) async throws -> (digest: Digest, byteCount: Int) {
        let upload = try begin(unnamed: name, by: uploader, source.statedByteCount, at: now)
        do {
            try await source.forEach { try upload.append($0) }
            if let stated = source.statedByteCount, stated != upload.byteCount {
                throw Failure.fault("wrong_length", "the bytes are fewer than was said")
            }
            return try await finish(upload)
        } catch {
            if !upload.isDiscarded { upload.discard() }
            throw error
        }
    }

    /// Begins the file of such an upload.
    func begin(
        unnamed name: String, by uploader: String, _ statedByteCount: Int? = nil, at now: Instant
    ) throws(Failure) -> PartialUpload {
        sweep(at: now)
        let path = "\(folder(of: uploader))/new-\(name)"
        try makeRoom(for: uploader, path, statedByteCount)
        let upload = try PartialUpload(path, limits: limits, isNewAllowed: true)
        do { try upload.admit(statedByteCount ?? 0) } catch {
            upload.discard()
            throw error
        }
        return upload
    }

    /// Makes such an upload a blob.
    func finish(_ upload: PartialUpload) async throws(Failure) -> (digest: Digest, byteCount: Int) {
        let digest = upload.digest
        if blobs.contains(digest) {
            upload.discard()
        } else {
            try await finish(upload, as: digest)
        }
        return (digest, upload.byteCount)
    }

    private func keep(_ upload: PartialUpload, at now: Instant) {
        guard !upload.isDiscarded else { return }
        upload.touch(now)
        state.withLock { state in
            if state.hashed.count >= Self.hashedCountMax { state.hashed.removeAll() }
            state.hashed[upload.path] = upload.hashed
        }
    }

    /// Syncs it and makes it a blob.
    private func finish(_ upload: PartialUpload, as digest: Digest) async throws(Failure) {
        let failure: Failure? = await withCheckedContinuation { continuation in
            disk.async { [blobs] in
                do throws(Failure) {
                    try upload.sync()
                    try blobs.adopt(upload.path, as: digest)
                    continuation.resume(returning: nil)
                } catch {
                    upload.discard()
                    continuation.resume(returning: error)
                }
            }
        }
        if let failure { throw failure }
    }

    /// - Throws: A fault when there are too many uploads, or too little room on the disk.
    private func makeRoom(for uploader: String, _ path: String, _ byteCount: Int?) throws(Failure) {
        let folder = folder(of: uploader)
        try FileBytes.makeFolder(self.path, isPrivate: true)
        try FileBytes.makeFolder(folder, isPrivate: true)
        guard !FileBytes.exists(path) else { return }
        guard Self.names(in: folder).count < limits.countMax else {
            throw .fault(
                "too_many_uploads",
                "you have \(limits.countMax) uploads that are not finished; finish one, or wait "
                    + "until they are thrown away")
        }
    }
}

// What is over is thrown away.
extension UploadFolder {
    private func isOver(_ modified: Int64, at now: Instant) -> Bool {
        now.milliseconds - modified >= limits.keptMilliseconds
    }

    /// Throws away uploads that nobody went on with, now and then.
    func sweep(at now: Instant) {
        let isDue = state.withLock { state in
            let isDue =
                state.sweptAt.map {
                    now.milliseconds - $0.milliseconds >= Self.sweepMilliseconds
                } ?? true
            if isDue { state.sweptAt = now }
            return isDue
        }
        guard isDue else { return }
        for folder in Self.names(in: path) {
            for name in Self.names(in: "\(path)/\(folder)") {
                let file = "\(path)/\(folder)/\(name)"
                guard let found = try? FileState(of: file, followingLink: false), found.isFile,
                    isOver(found.modifiedMilliseconds, at: now),
                    let upload = try? PartialUpload(file, limits: limits, isNewAllowed: false)
                else { continue }
                upload.discard()
                state.withLock { $0.hashed[file] = nil }
            }
        }
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
