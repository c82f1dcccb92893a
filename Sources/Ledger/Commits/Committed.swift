package import Transparency

/// A command's answer, given once all that it did is durable.
package struct Committed<Value: Sendable>: Sendable {
    package let value: Value
    /// The records that the command appended, each with its proof.
    package let records: [CommittedRecord]
    /// The signed head that the proofs lead to; `nil` while the ledger is empty.
    package let checkpoint: SignedNote?
}

/// A record that is in the ledger, and the proof.
package struct CommittedRecord: Sendable, Equatable {
    package let index: Int
    package let record: Record
    /// Leads from the record to the root of the checkpoint that came with it.
    package let proof: InclusionProof

    /// What an auditor is handed: the record, its place and the signed head, to be checked offline.
    package func receipt(under checkpoint: SignedNote) -> LogProof {
        LogProof(
            extra: record.bytes, index: proof.index, path: proof.path, checkpoint: checkpoint)
    }
}
