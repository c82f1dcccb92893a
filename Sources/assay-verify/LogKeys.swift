import ArgumentParser
import Transparency

/// The keys of a log and of its witnesses, from the command line.
struct LogKeys: ParsableArguments {
    @Option(
        name: .customLong("key"),
        help: ArgumentHelp(
            "The log's public key, or a file with one key a line. Repeat it for witnesses.",
            valueName: "vkey|file"))
    var keys: [String]

    /// - Throws: ``LocalFile/Failure`` or ``Failure``.
    func verifiers() throws -> [NoteVerifier] {
        try keys.flatMap { text in
            if let key = try? NoteVerifier(text) { return [key] }
            guard let bytes = try LocalFile.bytesIfPresent(text, byteCountMax: 1 << 20) else {
                throw Failure(description: "`\(text)` is neither a key nor a file with keys")
            }
            return try Self.verifiers(String(decoding: bytes, as: UTF8.self), from: text)
        }
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    private static func verifiers(_ text: String, from file: String) throws -> [NoteVerifier] {
        let lines = text.split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
        guard !lines.isEmpty else { throw Failure(description: "`\(file)` has no key in it") }
        return try lines.map { line in
            do {
                return try NoteVerifier(String(line.prefix { !$0.isWhitespace }))
            } catch { throw Failure(description: "`\(file)` has a malformed key: \(error)") }
        }
    }
}

extension VerifiedCheckpoint {
    /// Reads a checkpoint file and checks its signatures.
    ///
    /// - Throws: ``LocalFile/Failure`` or ``LogProofError``.
    init(file: String, verifiers: [NoteVerifier]) throws {
        let bytes = try LocalFile.bytes(file, byteCountMax: SignedNote.byteCountMax)
        let note: SignedNote
        do { note = try SignedNote(parsing: bytes) } catch { throw LogProofError.note(error) }
        try self.init(note, verifiers: verifiers)
    }

    /// What people want to know of a checkpoint.
    var lines: [String] {
        [
            "log      \(checkpoint.origin)", "records  \(checkpoint.size)",
            "root     \(checkpoint.root)",
        ]
            + signatures.map { signature in
                signature.timestamp.map { "witness  \(signature.name), \(UTCTime(seconds: $0))" }
                    ?? "signed   \(signature.name)"
            }
    }

    var fields: [String: JSON] {
        [
            "origin": .string(checkpoint.origin), "size": JSON(exactly: checkpoint.size) ?? nil,
            "root": .string(checkpoint.root.description),
            "signers": .array(
                signatures.filter { $0.timestamp == nil }.map { .string($0.name) }),
            "witnesses": .array(
                witnesses.map { witness in
                    [
                        "name": .string(witness.name),
                        "timestamp": JSON(exactly: witness.timestamp) ?? nil,
                    ]
                }),
        ]
    }
}

extension Conclusion {
    /// A proof that does not hold is a no; one that cannot be read is neither.
    static func refused(_ error: LogProofError) -> Self {
        error.isMalformed ? .unknown(error.description) : .no(error.description)
    }
}
