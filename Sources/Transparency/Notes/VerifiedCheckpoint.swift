/// A checkpoint that the log itself signed, with the witnesses that saw it.
package struct VerifiedCheckpoint: Sendable, Equatable {
    package let checkpoint: Checkpoint
    /// The log's own signature and those of known witnesses.
    package let signatures: [VerifiedSignature]

    /// The witnesses that cosigned it, by name, with their times in seconds since 1970.
    package var witnesses: [(name: String, timestamp: Int)] {
        signatures.compactMap { signature in signature.timestamp.map { (signature.name, $0) } }
    }

    /// Checks every signature by a known key and demands the log's own.
    ///
    /// The log's key is one for plain Ed25519 signatures; it has to bear the name of the
    /// checkpoint's origin, so that one log's key vouches for no other log.
    ///
    /// - Throws: ``LogProofError/note(_:)``, ``LogProofError/checkpoint(_:)`` or
    ///   ``LogProofError/notSignedByLog(origin:)``.
    package init(
        _ note: SignedNote, verifiers: [NoteVerifier]
    ) throws(LogProofError) {
        do { signatures = try note.verified(by: verifiers) } catch { throw .note(error) }
        do { checkpoint = try Checkpoint(parsing: note.text) } catch { throw .checkpoint(error) }
        let origin = checkpoint.origin
        let isSignedByLog = signatures.contains {
            $0.algorithm == .ed25519 && $0.name.hasSameScalars(as: origin)
        }
        guard isSignedByLog else { throw .notSignedByLog(origin: origin) }
    }
}
