import Crypto

/// A private key that signs notes, written `PRIVATE+KEY+name+hash+base64`.
///
/// The text form is the one of Go's `golang.org/x/mod/sumdb/note`.
package struct NoteSigner: Sendable {
    /// The key that checks what this one signs.
    package let verifier: NoteVerifier

    private let key: Curve25519.Signing.PrivateKey
    private static let prefix = "PRIVATE+KEY+"

    package var name: String { verifier.name }

    /// - Throws: ``NoteError/invalidName(_:)``, or ``NoteError/malformedKey`` when the private key
    ///   is not 32 bytes.
    package init(
        name: String, privateKey: [UInt8], algorithm: NoteAlgorithm = .ed25519
    ) throws(NoteError) {
        guard privateKey.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateKey)
        else { throw .malformedKey }
        try self.init(name: name, key: key, algorithm: algorithm)
    }

    private init(
        name: String, key: Curve25519.Signing.PrivateKey, algorithm: NoteAlgorithm
    ) throws(NoteError) {
        let publicKey = [UInt8](key.publicKey.rawRepresentation)
        verifier = try NoteVerifier(name: name, publicKey: publicKey, algorithm: algorithm)
        self.key = key
    }

    /// Reads `PRIVATE+KEY+name+hash+base64`.
    ///
    /// - Throws: ``NoteError`` that says what is wrong with the key, never the key.
    package init(_ skey: String) throws(NoteError) {
        guard skey.utf8.starts(with: Self.prefix.utf8) else { throw .malformedKey }
        let parts = skey.dropFirst(Self.prefix.count)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Base64.decode(parts[2]), let type = data.first else {
            throw .malformedKey
        }
        guard let algorithm = NoteAlgorithm(rawValue: type) else {
            throw .unsupportedAlgorithm(type)
        }
        try self.init(
            name: String(parts[0]), privateKey: Array(data.dropFirst()), algorithm: algorithm)
        guard parts[1] == NoteKeyID.hex(verifier.keyID) else { throw .keyIDMismatch(name: name) }
    }

    /// Makes a new key from the system's randomness.
    ///
    /// - Throws: ``NoteError/invalidName(_:)``.
    package static func generate(
        name: String, algorithm: NoteAlgorithm = .ed25519
    ) throws(NoteError) -> Self {
        try Self(name: name, key: Curve25519.Signing.PrivateKey(), algorithm: algorithm)
    }

    /// The secret text, to be kept in a file that only its owner can read.
    package var privateKeyText: String {
        let data = [verifier.algorithm.rawValue] + key.rawRepresentation
        return "\(Self.prefix)\(name)+\(NoteKeyID.hex(verifier.keyID))+\(Base64.encode(data))"
    }

    /// Signs a note's text.
    ///
    /// - Parameters:
    ///   - text: Ends with a newline; for a cosignature, a checkpoint's text.
    ///   - timestamp: Seconds since 1970, ≥ 0; used by a cosignature only.
    /// - Returns: The signature line's parts.
    /// - Throws: ``NoteError/timeOutOfRange`` or ``NoteError/signingFailed``.
    package func sign(_ text: String, timestamp: Int = 0) throws(NoteError) -> NoteSignature {
        guard timestamp >= 0 else { throw .timeOutOfRange }
        var (prefix, message): ([UInt8], [UInt8]) = ([], Array(text.utf8))
        if verifier.algorithm == .cosignatureV1 {
            prefix = withUnsafeBytes(of: UInt64(timestamp).bigEndian) { Array($0) }
            message = Cosignature.message(text: text, timestamp: timestamp)
        }
        guard let signature = try? key.signature(for: message) else { throw .signingFailed }
        return NoteSignature(name: name, keyID: verifier.keyID, bytes: prefix + signature)
    }
}
