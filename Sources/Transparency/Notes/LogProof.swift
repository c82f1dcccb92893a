/// A receipt: that a record stands in a log, to be checked offline with the log's key alone.
///
/// The extra data is not authenticated. Our own receipts carry the record there; it counts only
/// because the proof is then checked against it.
///
/// Source: c2sp.org/tlog-proof@v1.
package struct LogProof: Sendable, Equatable {
    package let extra: [UInt8]?
    /// The record's place in the log, from 0.
    package let index: Int
    package let path: [Digest]
    package let checkpoint: SignedNote

    package static let byteCountMax = 4 << 20
    private static let header = "c2sp.org/tlog-proof@v1"
    /// As many as a tree of 2⁶³ leaves is high.
    private static let pathCountMax = 63

    package init(extra: [UInt8]? = nil, index: Int, path: [Digest], checkpoint: SignedNote) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a receipt.
    ///
    /// - Throws: ``LogProofError`` that says what is malformed.
    package init(parsing bytes: [UInt8]) throws(LogProofError) {
        guard bytes.count <= Self.byteCountMax else {
            throw .tooLarge(byteCountMax: Self.byteCountMax)
        }
        var lines = LineReader(bytes)
        guard lines.next()?.elementsEqual(Self.header.utf8) == true else { throw .malformedHeader }
        var line = lines.nextText()
        extra = try Self.field("extra", in: line).map { text throws(LogProofError) in
            guard let bytes = Base64.decode(text) else { throw .malformedExtra }
            return bytes
        }
        if extra != nil { line = lines.nextText() }
        guard let index = Self.field("index", in: line).flatMap(DecimalNumber.decode) else {
            throw .malformedIndex
        }
        self.index = index
        path = try Self.hashes(from: &lines)
        do {
            checkpoint = try SignedNote(parsing: Array(lines.rest))
        } catch { throw .note(error) }
    }

    /// The receipt's file.
    package var encoded: String {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += path.map { Base64.encode($0.bytes) }
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.encoded
    }

    /// Checks that the log signed the checkpoint and that `entry` stands at ``index`` below it.
    ///
    /// - Returns: The checkpoint, with the witnesses among `verifiers` that cosigned it.
    /// - Throws: ``LogProofError`` that says which step failed.
    package func verify(
        entry: [UInt8], verifiers: [NoteVerifier]
    ) throws(LogProofError) -> VerifiedCheckpoint {
        let verified = try VerifiedCheckpoint(checkpoint, verifiers: verifiers)
        let head = verified.checkpoint
        let proof = InclusionProof(index: index, treeSize: head.size, path: path)
        do {
            try proof.check(leafHash: MerkleHash.leaf(entry), root: head.root)
        } catch { throw .proof(error) }
        return verified
    }

    private static func field(_ name: String, in line: String?) -> Substring? {
        guard let line, line.utf8.starts(with: "\(name) ".utf8) else { return nil }
        return line.dropFirst(name.count + 1)
    }

    private static func hashes(from lines: inout LineReader) throws(LogProofError) -> [Digest] {
        var hashes: [Digest] = []
        while let line = lines.nextText() {
            if line.isEmpty { return hashes }
            guard hashes.count < pathCountMax, let bytes = Base64.decode(line),
                let hash = Digest(bytes: bytes)
            else { throw .malformedHash(index: hashes.count) }
            hashes.append(hash)
        }
        throw .noCheckpoint
    }
}

/// Takes lines off the start of some bytes.
private struct LineReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line that ends with a newline, without it.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    mutating func nextText() -> String? { next().map { String(decoding: $0, as: UTF8.self) } }
}
