/// One signature line of a note, not yet checked.
package struct NoteSignature: Sendable {
    package let name: String
    package let keyID: UInt32
    /// What the key's algorithm made; without the key's ID.
    package let bytes: [UInt8]

    static let lineStart = "\u{2014} "

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads `— name base64(key ID ‖ signature)`.
    init(parsing line: Substring) throws(NoteError) {
        let parts = line.unicodeScalars
            .split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 3, parts[0].unicodeScalars.elementsEqual("\u{2014}".unicodeScalars),
            NoteKeyID.isValidName(parts[1]), let data = Base64.decode(parts[2]), data.count > 4
        else { throw .malformedSignature(line: String(line.prefix(200))) }
        name = parts[1]
        keyID = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(data.dropFirst(4))
    }

    /// The line without its newline.
    var line: String {
        let data = withUnsafeBytes(of: keyID.bigEndian) { Array($0) } + bytes
        return "\(Self.lineStart)\(name) \(Base64.encode(data))"
    }
}

extension NoteSignature: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameScalars(as: right.name) && left.keyID == right.keyID
            && left.bytes == right.bytes
    }
}
