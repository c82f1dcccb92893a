/// Why a note or a note key cannot be read, or a note is not to be trusted.
package enum NoteError: Error, Equatable, Sendable {
    case tooLarge(byteCountMax: Int)
    case tooManySignatures(countMax: Int)
    case notUTF8
    case controlCharacter(UInt8)
    case noSignatures
    case malformedSignature(line: String)
    case malformedText
    case malformedKey
    case keyIDMismatch(name: String)
    case unsupportedAlgorithm(UInt8)
    case invalidName(String)
    /// The key's owner did not sign this text.
    case badSignature(name: String)
    case notSignedByKnownKey
    case timeOutOfRange
    case signingFailed
}

extension NoteError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let byteCountMax): "the note has more than \(byteCountMax) bytes"
        case .tooManySignatures(let countMax): "the note has more than \(countMax) signatures"
        case .notUTF8: "the note is not UTF-8"
        case .controlCharacter(let byte): "the note contains the byte 0x\(Hex.encode([byte]))"
        case .noSignatures: "the note has no signatures after a blank line"
        case .malformedSignature(let line): "the signature line `\(line)` is malformed"
        case .malformedText: "a note's text ends with a newline and has no control characters"
        case .malformedKey:
            "a key is written as name+hash+base64; give the whole line that made the key"
        case .keyIDMismatch(let name): "the key of `\(name)` does not have the hash that it states"
        case .unsupportedAlgorithm(let byte):
            "keys of type 0x\(Hex.encode([byte])) are not supported; use Ed25519"
        case .invalidName(let name): "`\(name)` cannot name a key: no spaces and no plus"
        case .badSignature(let name): "the signature of `\(name)` does not match the note"
        case .notSignedByKnownKey: "none of the known keys signed the note"
        case .timeOutOfRange: "a cosignature's time is a positive number of seconds"
        case .signingFailed: "the key could not sign"
        }
    }
}
