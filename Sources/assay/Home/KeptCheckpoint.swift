import Ledger
import Operations
import Transparency

/// The newest checkpoint that was seen, outside the database.
///
/// INVARIANT: it only ever moves on to a checkpoint that continues it, so that a database put back
/// to an older state is found out however much was done since.
struct KeptCheckpoint {
    let path: String

    private var file: String { "\(path)/checkpoint" }

    /// Keeps the ledger's head, unless that does not continue what is kept.
    func keep(_ head: LedgerHead, provenBy prover: LedgerProver) async throws {
        guard let text = head.checkpoint,
            let new = (try? SignedNote(parsing: text)).flatMap(Self.checkpoint)
        else { return }
        guard FileBytes.exists(file) else { return try write(text) }
        guard let kept = try? note().flatMap(Self.checkpoint), kept.size < new.size,
            let proof = try? await prover.consistencyProof(from: kept.size, to: new.size),
            proof.verify(oldRoot: kept.root, newRoot: new.root)
        else { return }
        try write(text)
    }

    /// - Throws: A fault when what is kept is no checkpoint any more.
    func note() throws(Failure) -> SignedNote? {
        guard FileBytes.exists(file) else { return nil }
        return try Self.note(in: file)
    }

    /// - Throws: A fault when the file holds no checkpoint.
    static func note(in file: String) throws(Failure) -> SignedNote {
        let bytes = try FileBytes.read(file)
        do {
            return try SignedNote(parsing: bytes)
        } catch {
            throw .fault("bad_checkpoint", "`\(file)` is no checkpoint: \(error)")
        }
    }

    private func write(_ text: String) throws(Failure) {
        try FileBytes.write(Array(text.utf8), to: file)
    }

    private static func checkpoint(_ note: SignedNote) -> Checkpoint? {
        try? Checkpoint(parsing: note.text)
    }
}
