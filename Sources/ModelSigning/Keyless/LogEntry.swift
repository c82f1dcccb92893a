package import Transparency

/// An entry of Rekor, the log of signatures, with the proofs that it is there.
///
/// Source: sigstore/protobuf-specs, `sigstore_rekor.proto`; sigstore/rekor, "Signed Entry
/// Timestamp".
package struct LogEntry: Sendable, Equatable {
    let kind: String
    let version: String
    /// The SHA-256 of the log's key.
    let logID: [UInt8]
    /// Over all trees that the log ever had.
    let logIndex: Int
    /// When the log took it in; to the second.
    package let integratedTime: Instant
    private let integratedSeconds: Int
    let body: [UInt8]
    private let signedEntryTimestamp: [UInt8]
    let inclusion: InclusionProof?
    private let inclusionRoot: Digest?
    private let checkpoint: String?

    static let pathCountMax = 63

    /// - Throws: ``KeylessError/malformedEntry(field:)``.
    init(_ json: JSON) throws(KeylessError) {
        kind = try Self.text(json["kindVersion"]?["kind"], "kindVersion.kind")
        version = try Self.text(json["kindVersion"]?["version"], "kindVersion.version")
        logID = try Self.bytes(json["logId"]?["keyId"], "logId.keyId")
        logIndex = try Self.number(json["logIndex"], "logIndex")
        body = try Self.bytes(json["canonicalizedBody"], "canonicalizedBody")
        integratedSeconds = try Self.number(json["integratedTime"] ?? 0, "integratedTime")
        guard integratedSeconds < 1 << 40 else { throw .malformedEntry(field: "integratedTime") }
        integratedTime = Instant(milliseconds: Int64(integratedSeconds) * 1000)
        let promise = json["inclusionPromise"]?["signedEntryTimestamp"]
        signedEntryTimestamp =
            promise == nil
            ? [] : try Self.bytes(promise, "inclusionPromise.signedEntryTimestamp")
        let proof = json["inclusionProof"] ?? .null
        inclusion = proof.isNull ? nil : try Self.inclusion(proof)
        inclusionRoot =
            proof.isNull ? nil : try Self.digest(proof["rootHash"], "inclusionProof.rootHash")
        checkpoint =
            proof.isNull
            ? nil
            : try Self.text(proof["checkpoint"]?["envelope"], "inclusionProof.checkpoint.envelope")
    }

    /// Checks that the log dated the entry and has it.
    ///
    /// - Throws: ``KeylessError``.
    func verify(by key: VerifyingKey) throws(KeylessError) {
        guard key.isValid(signature: signedEntryTimestamp, forSHA256Of: promised) else {
            throw .badEntryTimestamp
        }
        guard let inclusion, let inclusionRoot, let checkpoint else { throw .noInclusionProof }
        do {
            try inclusion.check(leafHash: MerkleHash.leaf(body), root: inclusionRoot)
        } catch { throw .inclusion(error) }
        do throws(KeylessError.CheckpointFault) {
            try verify(checkpoint, size: inclusion.treeSize, root: inclusionRoot, key)
        } catch { throw .checkpoint(error) }
    }

    /// What the log signs as it takes the entry in.
    private var promised: [UInt8] {
        let json: JSON = [
            "body": .string(Base64.encode(body)),
            "integratedTime": JSON(exactly: integratedSeconds) ?? .null,
            "logID": .string(Hex.encode(logID)), "logIndex": JSON(exactly: logIndex) ?? .null,
        ]
        return json.canonicalBytes
    }

    private func verify(
        _ text: String, size: Int, root: Digest, _ key: VerifyingKey
    ) throws(KeylessError.CheckpointFault) {
        let note: SignedNote
        do { note = try SignedNote(parsing: text) } catch { throw .note(error) }
        let head: Checkpoint
        do { head = try Checkpoint(parsing: note.text) } catch { throw .malformed(error) }
        guard head.size == size, head.root == root else { throw .otherTree }
        // The log's key is not one of c2sp.org/signed-note: it is ECDSA, and its ID begins the
        // hash of the key alone.
        let keyID = logID.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isSigned = note.signatures.contains { signature in
            signature.keyID == keyID
                && key.isValid(signature: signature.bytes, forSHA256Of: Array(note.text.utf8))
        }
        guard isSigned else { throw .notSignedByLog }
    }
}

extension LogEntry {
    private static func text(_ json: JSON?, _ field: String) throws(KeylessError) -> String {
        guard let text = json?.stringValue, !text.isEmpty else {
            throw .malformedEntry(field: field)
        }
        return text
    }

    private static func bytes(_ json: JSON?, _ field: String) throws(KeylessError) -> [UInt8] {
        guard let bytes = Base64.decode(try text(json, field)), !bytes.isEmpty else {
            throw .malformedEntry(field: field)
        }
        return bytes
    }

    private static func digest(_ json: JSON?, _ field: String) throws(KeylessError) -> Digest {
        guard let digest = Digest(bytes: try bytes(json, field)) else {
            throw .malformedEntry(field: field)
        }
        return digest
    }

    /// A number as protocol buffers write 64 bits in JSON: as text, or as a number.
    private static func number(_ json: JSON?, _ field: String) throws(KeylessError) -> Int {
        let number = json?.intValue ?? json?.stringValue.flatMap { Int($0) }
        guard let number, (0...JSON.integerMax).contains(number) else {
            throw .malformedEntry(field: field)
        }
        return number
    }

    private static func inclusion(_ json: JSON) throws(KeylessError) -> InclusionProof {
        guard let hashes = (json["hashes"] ?? []).arrayValue, hashes.count <= pathCountMax else {
            throw .malformedEntry(field: "inclusionProof.hashes")
        }
        return InclusionProof(
            index: try number(json["logIndex"], "inclusionProof.logIndex"),
            treeSize: try number(json["treeSize"], "inclusionProof.treeSize"),
            path: try hashes.map { hash throws(KeylessError) in
                try digest(hash, "inclusionProof.hashes")
            })
    }
}
