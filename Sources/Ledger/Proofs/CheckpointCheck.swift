import Transparency

/// Who signed the ledger's head.
struct CheckpointCheck {
    /// What the stored note says, whoever signed it; `nil` when it cannot be read.
    let checkpoint: Checkpoint?
    let verdict: AuditVerdict
    /// The names of the witnesses whose cosignatures hold.
    let witnesses: [String]

    init(
        of head: LedgerHead, origin: String, verifiers: [NoteVerifier], witnesses: [NoteVerifier]
    ) {
        let note = head.note
        let signed = note.flatMap { try? Checkpoint(parsing: $0.text) }
        checkpoint = signed
        guard head.checkpoint != nil else {
            (verdict, self.witnesses) = (Self.unsigned(head), [])
            return
        }
        guard let note, let signed else {
            (verdict, self.witnesses) = (.failed("the stored checkpoint is malformed"), [])
            return
        }
        (verdict, self.witnesses) = Self.judge(
            note, signed, origin: origin, verifiers: verifiers, witnesses: witnesses)
    }

    private static func unsigned(_ head: LedgerHead) -> AuditVerdict {
        head.size == 0
            ? .unknown("nothing has been signed yet")
            : .failed("the \(head.size) records have no checkpoint")
    }

    private static func judge(
        _ note: SignedNote, _ checkpoint: Checkpoint, origin: String, verifiers: [NoteVerifier],
        witnesses: [NoteVerifier]
    ) -> (AuditVerdict, [String]) {
        guard Array(checkpoint.origin.utf8) == Array(origin.utf8) else {
            return (.failed("the checkpoint is of `\(checkpoint.origin)`, not `\(origin)`"), [])
        }
        guard !verifiers.isEmpty else {
            return (.unknown("no key was given to check the signature with"), [])
        }
        let signers: [VerifiedSignature]
        do { signers = try note.verified(by: verifiers) } catch {
            return (.failed("the checkpoint does not verify: \(error)"), [])
        }
        let cosigners = witnesses.filter { (try? note.verified(by: [$0])) != nil }.map(\.name)
        let names = signers.map { "`\($0.name)`" }.joined(separator: ", ")
        let sentence =
            "signed by \(names)"
            + (witnesses.isEmpty ? "" : "; \(cosigners.count) of \(witnesses.count) witnesses")
        return (.verified(sentence), cosigners)
    }
}
