import Transparency

/// What an entry of kind `dsse` 0.0.1 says was signed.
///
/// Source: sigstore/rekor, `pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json`.
struct LogEntryBody {
    private let payloadDigest: String
    private let signatures: [(signature: [UInt8], certificate: [UInt8])]

    /// - Throws: ``KeylessError/malformedEntry(field:)``, or
    ///   ``KeylessError/unsupportedEntry(kind:version:)`` when it is of another kind.
    init(_ bytes: [UInt8]) throws(KeylessError) {
        guard let json = try? JSON(parsing: bytes) else {
            throw .malformedEntry(field: "canonicalizedBody")
        }
        let (kind, version) = (json["kind"]?.stringValue, json["apiVersion"]?.stringValue)
        guard kind == "dsse", version == "0.0.1" else {
            throw .unsupportedEntry(kind: kind ?? "unknown", version: version ?? "")
        }
        let spec = json["spec"] ?? .null
        guard spec["payloadHash"]?["algorithm"]?.stringValue == "sha256",
            let digest = spec["payloadHash"]?["value"]?.stringValue
        else { throw .malformedEntry(field: "canonicalizedBody.spec.payloadHash") }
        guard let list = spec["signatures"]?.arrayValue, !list.isEmpty else {
            throw .malformedEntry(field: "canonicalizedBody.spec.signatures")
        }
        payloadDigest = digest
        signatures = try list.map { item throws(KeylessError) in
            guard let signature = Self.bytes(item["signature"]),
                let pem = Self.bytes(item["verifier"]),
                let blocks = PEM.blocks(in: String(decoding: pem, as: UTF8.self)),
                blocks.count == 1, blocks[0].label == "CERTIFICATE"
            else { throw .malformedEntry(field: "canonicalizedBody.spec.signatures") }
            return (signature, blocks[0].bytes)
        }
    }

    /// Checks that the entry is for this envelope, and for no other.
    ///
    /// - Throws: ``KeylessError/entryMismatch(field:)``.
    func check(_ envelope: DSSEEnvelope, certificate: [UInt8]) throws(KeylessError) {
        guard payloadDigest == Digest(of: envelope.payload).hex else {
            throw .entryMismatch(field: "payload")
        }
        guard signatures.map(\.signature) == envelope.signatures.map(\.bytes) else {
            throw .entryMismatch(field: "signature")
        }
        guard signatures.allSatisfy({ $0.certificate == certificate }) else {
            throw .entryMismatch(field: "certificate")
        }
    }

    private static func bytes(_ json: JSON?) -> [UInt8]? {
        json?.stringValue.flatMap { Base64.decode($0) }
    }
}
