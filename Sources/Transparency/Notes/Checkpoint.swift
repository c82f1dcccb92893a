/// The head of a log: whose it is, how many records it has, and the root over them.
///
/// Source: c2sp.org/tlog-checkpoint.
package struct Checkpoint: Sendable {
    /// Names the log, such as `example.com/log42`.
    package let origin: String
    /// The number of records.
    package let size: Int
    package let root: Digest
    /// Opaque lines that the log added; we write none.
    package let extensions: [String]

    /// - Throws: ``CheckpointError/malformedOrigin`` when the origin is empty or has a control
    ///   character, ``CheckpointError/malformedSize`` for a negative size.
    package init(origin: String, size: Int, root: Digest) throws(CheckpointError) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw .malformedOrigin
        }
        guard size >= 0 else { throw .malformedSize }
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads a note's text.
    ///
    /// - Throws: ``CheckpointError``.
    package init(parsing text: String) throws(CheckpointError) {
        guard text.utf8.last == 0x0A else { throw .tooFewLines }
        let lines = text.unicodeScalars.dropLast()
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        guard lines.count >= 3 else { throw .tooFewLines }
        guard !lines.dropFirst(3).contains("") else { throw .emptyExtension }
        guard let size = DecimalNumber.decode(lines[1]) else { throw .malformedSize }
        guard let hash = Base64.decode(lines[2]), let root = Digest(bytes: hash) else {
            throw .malformedRoot
        }
        guard !lines[0].isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .malformedOrigin
        }
        origin = lines[0]
        self.size = size
        self.root = root
        extensions = Array(lines.dropFirst(3))
    }

    /// The note's text, to be signed.
    package var text: String {
        ([origin, String(size), Base64.encode(root.bytes)] + extensions)
            .map { $0 + "\n" }.joined()
    }

    /// The checkpoint as the log signs it.
    ///
    /// - Throws: ``NoteError``.
    package func signed(by signers: [NoteSigner]) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signedBy: signers)
    }
}

extension Checkpoint: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.text.hasSameScalars(as: right.text)
    }
}

/// Why a text is no checkpoint.
package enum CheckpointError: Error, Equatable, Sendable {
    case tooFewLines
    case malformedOrigin
    case malformedSize
    case malformedRoot
    case emptyExtension
}

extension CheckpointError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFewLines: "a checkpoint has three lines: its origin, its size and its root"
        case .malformedOrigin: "the checkpoint's origin is empty or contains a control character"
        case .malformedSize: "the checkpoint's size is not a decimal number below 2^63"
        case .malformedRoot: "the checkpoint's root is not 32 bytes of base64"
        case .emptyExtension: "the checkpoint has an empty line"
        }
    }
}
