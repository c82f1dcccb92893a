/// Bytes with their type and signatures over both.
///
/// Source: DSSE v1.0.2 (github.com/secure-systems-lab/dsse), protocol.md and envelope.md.
package struct DSSEEnvelope: Sendable, Equatable {
    package struct Signature: Sendable, Equatable {
        /// A hint at the key; not authenticated.
        package let keyID: String?
        package let bytes: [UInt8]

        package init(keyID: String?, bytes: [UInt8]) {
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    package static let signatureCountMax = 100

    package let payloadType: String
    package let payload: [UInt8]
    package let signatures: [Signature]

    package init(payloadType: String, payload: [UInt8], signatures: [Signature]) {
        self.payloadType = payloadType
        self.payload = payload
        self.signatures = signatures
    }

    /// Signs a payload.
    ///
    /// - Throws: ``EnvelopeError/key(_:)``, or ``EnvelopeError/malformed(field:)`` without a key.
    package init(
        payloadType: String, payload: [UInt8], signedBy keys: [SigningKey]
    ) throws(EnvelopeError) {
        guard !keys.isEmpty else { throw .malformed(field: "signatures") }
        let message = Self.preAuthenticationEncoding(payloadType, payload)
        self.payloadType = payloadType
        self.payload = payload
        do throws(KeyError) {
            signatures = try keys.map { key throws(KeyError) in
                Signature(keyID: key.keyID, bytes: try key.sign(message))
            }
        } catch { throw .key(error) }
    }

    /// What is signed: `DSSEv1`, then type and body, each behind its length in bytes.
    package static func preAuthenticationEncoding(_ type: String, _ body: [UInt8]) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(body.count) ".utf8) + body
    }

    /// The keys among `keys` that signed this.
    ///
    /// A signature that no key made is passed over, as the protocol says.
    ///
    /// - Returns: At least `threshold` different keys, in the order of `keys`.
    /// - Throws: ``EnvelopeError/notSignedByKnownKey(accepted:threshold:)``.
    @discardableResult
    package func verified(
        by keys: [VerifyingKey], threshold: Int = 1
    ) throws(EnvelopeError) -> [VerifyingKey] {
        let message = Self.preAuthenticationEncoding(payloadType, payload)
        var accepted: [VerifyingKey] = []
        for key in keys where !accepted.contains(key) {
            if signatures.contains(where: { key.isValid(signature: $0.bytes, for: message) }) {
                accepted.append(key)
            }
        }
        guard accepted.count >= max(threshold, 1) else {
            throw .notSignedByKnownKey(accepted: accepted.count, threshold: max(threshold, 1))
        }
        return accepted
    }
}

extension DSSEEnvelope {
    /// The envelope as it is sent.
    package var json: JSON {
        let signatures = signatures.map { signature -> JSON in
            var members: [String: JSON] = ["sig": .string(Base64.encode(signature.bytes))]
            if let keyID = signature.keyID { members["keyid"] = .string(keyID) }
            return .object(members)
        }
        return [
            "payload": .string(Base64.encode(payload)), "payloadType": .string(payloadType),
            "signatures": .array(signatures),
        ]
    }

    /// Reads an envelope; fields that it does not know are passed over.
    ///
    /// - Throws: ``EnvelopeError`` that names the field.
    package init(_ json: JSON) throws(EnvelopeError) {
        guard let type = json["payloadType"]?.stringValue, !type.isEmpty else {
            throw .malformed(field: "payloadType")
        }
        guard let body = Self.bytes(json["payload"]) else { throw .malformed(field: "payload") }
        guard let list = json["signatures"]?.arrayValue, !list.isEmpty else {
            throw .malformed(field: "signatures")
        }
        guard list.count <= Self.signatureCountMax else {
            throw .tooManySignatures(countMax: Self.signatureCountMax)
        }
        payloadType = type
        payload = body
        signatures = try list.map { item throws(EnvelopeError) in
            guard let bytes = Self.bytes(item["sig"]), !bytes.isEmpty else {
                throw .malformed(field: "signatures.sig")
            }
            let keyID = item["keyid"] ?? .null
            guard keyID.isNull || keyID.stringValue != nil else {
                throw .malformed(field: "signatures.keyid")
            }
            return Signature(keyID: keyID.stringValue, bytes: bytes)
        }
    }

    /// Reads an envelope's JSON text.
    ///
    /// - Throws: ``EnvelopeError``.
    package init(parsing bytes: [UInt8]) throws(EnvelopeError) {
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch { throw .json(error) }
        try self.init(json)
    }

    private static func bytes(_ json: JSON?) -> [UInt8]? {
        json?.stringValue.flatMap { Base64.decode($0, alphabet: .standardOrURLSafe) }
    }
}
