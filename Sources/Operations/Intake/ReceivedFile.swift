import Governance
package import Transparency

/// Bytes that come in a piece at a time, until it is known which they are.
package struct ReceivedFile: Sendable {
    private let upload: PartialUpload
    private let uploads: UploadFolder

    fileprivate init(_ upload: PartialUpload, _ uploads: UploadFolder) {
        self.upload = upload
        self.uploads = uploads
    }

    /// - Throws: A fault when they are too many; nothing is left then.
    package func append(_ bytes: [UInt8]) throws(Failure) {
        var failure: Failure?
        bytes.withUnsafeBytes { buffer in
            do throws(Failure) { try upload.append(buffer) } catch { failure = error }
        }
        if let failure {
            discard()
            throw failure
        }
    }

    /// Makes them a blob, which is nobody's yet.
    package func finish() async throws(Failure) -> (digest: Digest, byteCount: Int) {
        try await uploads.finish(upload)
    }

    package func discard() {
        if !upload.isDiscarded { upload.discard() }
    }
}

extension Platform {
    /// Begins to take in bytes whose digest nobody knows before they are all there.
    package func receive(by actor: Actor) throws(Failure) -> ReceivedFile {
        let name = random(16).map { String($0, radix: 16) }.joined(separator: "-")
        return ReceivedFile(
            try uploads.begin(unnamed: name, by: actor.uploader, at: now()), uploads)
    }
}
