/// A text and the signatures below it.
///
/// Nothing in it is to be trusted before ``verified(by:)``.
///
/// Source: c2sp.org/signed-note.
package struct SignedNote: Sendable {
    /// With its last newline.
    package let text: String
    package private(set) var signatures: [NoteSignature]

    package static let byteCountMax = 1 << 20
    package static let signatureCountMax = 100

    /// Signs a text.
    ///
    /// - Throws: ``NoteError/malformedText`` when the text does not end with a newline or contains
    ///   control characters, ``NoteError/noSignatures`` without a signer.
    package init(text: String, signedBy signers: [NoteSigner]) throws(NoteError) {
        guard text.utf8.last == 0x0A, text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .malformedText
        }
        guard !signers.isEmpty else { throw .noSignatures }
        self.text = text
        signatures = try signers.map { signer throws(NoteError) in try signer.sign(text) }
    }

    /// Reads a note.
    ///
    /// - Throws: ``NoteError`` that says what is malformed.
    /// - Complexity: O(n).
    package init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.byteCountMax else {
            throw .tooLarge(byteCountMax: Self.byteCountMax)
        }
        if let control = bytes.first(where: { $0 < 0x20 && $0 != 0x0A }) {
            throw .controlCharacter(control)
        }
        guard let split = Self.lastBlankLine(in: bytes), bytes.last == 0x0A else {
            throw .noSignatures
        }
        guard let text = String(validating: bytes[...split], as: UTF8.self),
            let below = String(validating: bytes[(split + 2)...], as: UTF8.self)
        else { throw .notUTF8 }
        let lines = below.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureCountMax else {
            throw .tooManySignatures(countMax: Self.signatureCountMax)
        }
        self.text = text
        signatures = try lines.map { line throws(NoteError) in try NoteSignature(parsing: line) }
    }

    /// Reads a note, as ``init(parsing:)-([UInt8])`` does.
    package init(parsing note: String) throws(NoteError) {
        try self.init(parsing: Array(note.utf8))
    }

    /// The note as it is sent: the text, a blank line, and a line for each signature.
    package var encoded: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// Adds a signature, such as a witness's.
    package mutating func append(_ signature: NoteSignature) { signatures.append(signature) }

    /// The signatures that known keys made; others are passed over.
    ///
    /// - Returns: At least one; one for each key.
    /// - Throws: ``NoteError/badSignature(name:)`` when a known key's signature does not hold,
    ///   ``NoteError/notSignedByKnownKey`` when there is none.
    package func verified(by verifiers: [NoteVerifier]) throws(NoteError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        var used: Set<Int> = []
        for signature in signatures {
            guard let index = verifiers.firstIndex(where: { $0.owns(signature) }) else { continue }
            let checked = try verifiers[index].check(signature, text: text)
            if used.insert(index).inserted { verified.append(checked) }
        }
        guard !verified.isEmpty else { throw .notSignedByKnownKey }
        return verified
    }

    /// Where the text's last newline stands that a blank line follows.
    private static func lastBlankLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        return (0..<bytes.count - 1).last { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
    }
}

extension SignedNote: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.text.hasSameScalars(as: right.text) && left.signatures == right.signatures
    }
}
