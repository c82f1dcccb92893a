/// Why a receipt or a checkpoint does not prove what it claims.
package enum LogProofError: Error, Equatable, Sendable {
    case tooLarge(byteCountMax: Int)
    case malformedHeader
    case malformedExtra
    case malformedIndex
    case malformedHash(index: Int)
    case noCheckpoint
    case note(NoteError)
    case checkpoint(CheckpointError)
    /// Known keys signed, but none is the log's.
    case notSignedByLog(origin: String)
    case proof(ProofError)

    /// Whether the bytes could not be read at all, so that they prove neither yes nor no.
    package var isMalformed: Bool {
        switch self {
        case .tooLarge, .malformedHeader, .malformedExtra, .malformedIndex, .malformedHash,
            .noCheckpoint, .checkpoint:
            true
        case .note(.badSignature), .note(.notSignedByKnownKey), .notSignedByLog, .proof: false
        case .note: true
        }
    }
}

extension LogProofError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let byteCountMax): "the receipt has more than \(byteCountMax) bytes"
        case .malformedHeader: "this is no receipt: the first line is not c2sp.org/tlog-proof@v1"
        case .malformedExtra: "the receipt's extra line is not base64"
        case .malformedIndex: "the receipt has no line with the record's index"
        case .malformedHash(let index): "hash \(index) of the receipt is not 32 bytes of base64"
        case .noCheckpoint: "the receipt ends before its checkpoint"
        case .note(let error): error.description
        case .checkpoint(let error): error.description
        case .notSignedByLog(let origin):
            "no known key of the log `\(origin)` signed the checkpoint"
        case .proof(let error): error.description
        }
    }
}
