import Crypto

/// A public key that checks note signatures, written `name+hash+base64`.
///
/// Source: c2sp.org/signed-note, "Verifier keys"; c2sp.org/tlog-cosignature.
package struct NoteVerifier: Sendable {
    package let name: String
    package let algorithm: NoteAlgorithm
    /// 32 bytes, as RFC 8032 has them.
    package let publicKey: [UInt8]
    package let keyID: UInt32

    private let key: Curve25519.Signing.PublicKey

    /// - Throws: ``NoteError/invalidName(_:)`` or ``NoteError/malformedKey``.
    package init(
        name: String, publicKey: [UInt8], algorithm: NoteAlgorithm = .ed25519
    ) throws(NoteError) {
        guard NoteKeyID.isValidName(name) else { throw .invalidName(name) }
        guard publicKey.count == 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { throw .malformedKey }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        self.key = key
        keyID = NoteKeyID.hash(name: name, algorithm: algorithm, publicKey: publicKey)
    }

    /// Reads `name+hash+base64`.
    ///
    /// - Throws: ``NoteError`` that says what is wrong with the key.
    package init(_ vkey: String) throws(NoteError) {
        let parts = vkey.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].utf8.count == 8, Hex.decode(parts[1]) != nil,
            let data = Base64.decode(parts[2]), let type = data.first
        else { throw .malformedKey }
        guard let algorithm = NoteAlgorithm(rawValue: type) else {
            throw .unsupportedAlgorithm(type)
        }
        try self.init(
            name: String(parts[0]), publicKey: Array(data.dropFirst()), algorithm: algorithm)
        guard parts[1] == NoteKeyID.hex(keyID) else { throw .keyIDMismatch(name: name) }
    }

    /// Checks a signature that bears this key's name and ID.
    ///
    /// - Throws: ``NoteError/badSignature(name:)``.
    func check(_ signature: NoteSignature, text: String) throws(NoteError) -> VerifiedSignature {
        switch algorithm {
        case .ed25519:
            guard key.isValidSignature(signature.bytes, for: Array(text.utf8)) else {
                throw .badSignature(name: name)
            }
            return VerifiedSignature(name: name, algorithm: algorithm, timestamp: nil)
        case .cosignatureV1:
            let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard signature.bytes.count == 72, let timestamp = Int(exactly: time),
                key.isValidSignature(
                    signature.bytes[8...],
                    for: Cosignature.message(text: text, timestamp: timestamp))
            else { throw .badSignature(name: name) }
            return VerifiedSignature(name: name, algorithm: algorithm, timestamp: timestamp)
        }
    }

    func owns(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name.hasSameScalars(as: name)
    }
}

/// A signature that a known key made over the note's text.
package struct VerifiedSignature: Sendable, Equatable {
    package let name: String
    package let algorithm: NoteAlgorithm
    /// When a witness signed, in seconds since 1970; `nil` for a log's own signature.
    package let timestamp: Int?
}

/// What a witness signs.
enum Cosignature {
    static func message(text: String, timestamp: Int) -> [UInt8] {
        Array("cosignature/v1\ntime \(timestamp)\n\(text)".utf8)
    }
}

extension NoteVerifier: CustomStringConvertible {
    /// `name+hash+base64`.
    package var description: String {
        "\(name)+\(NoteKeyID.hex(keyID))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }
}

extension NoteVerifier: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameScalars(as: right.name) && left.algorithm == right.algorithm
            && left.publicKey == right.publicKey
    }
}
