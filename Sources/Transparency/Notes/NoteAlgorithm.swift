/// The kinds of note signature that we make and check, by the byte that names them.
///
/// Source: c2sp.org/signed-note, "Signature types".
package enum NoteAlgorithm: UInt8, Sendable, CaseIterable {
    /// Ed25519 over the note's text: a log's own signature.
    case ed25519 = 0x01
    /// Ed25519 over a time and a checkpoint: a witness's (c2sp.org/tlog-cosignature).
    case cosignatureV1 = 0x04
}

/// What names a note key: its name and a short hash.
struct NoteKeyID {
    /// The first four bytes of `SHA-256(name ‖ "\n" ‖ algorithm ‖ public key)`, big-endian.
    static func hash(name: String, algorithm: NoteAlgorithm, publicKey: [UInt8]) -> UInt32 {
        let digest = Digest(of: Array(name.utf8) + [0x0A, algorithm.rawValue] + publicKey)
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func hex(_ keyID: UInt32) -> String {
        Hex.encode(withUnsafeBytes(of: keyID.bigEndian) { Array($0) })
    }

    /// Whether a key may bear the name: not empty, no Unicode space, no plus, no control character.
    static func isValidName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
            }
    }
}
