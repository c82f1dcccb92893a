/// A signature over a model's files, as OpenSSF Model Signing v1.0 keeps it beside them.
///
/// Bundles of all three kinds are read. Only one that was signed with a key can be verified here;
/// the room `ModelSigning` verifies certificate chains and transparency entries.
///
/// Source: github.com/ossf/model-signing-spec, v1.0; Sigstore bundle v0.3.
package struct ModelSigningBundle: Sendable, Equatable {
    /// Who is said to have signed.
    package enum Signer: Sendable, Equatable {
        /// A key, by the SHA-256 of its PEM text; `nil` in bundles of older tools.
        case publicKey(hint: String?)
        /// A chain of certificates in DER, the signer's first.
        case certificateChain([[UInt8]])
        /// A short-lived certificate in DER, with entries in a transparency log.
        case keyless(certificate: [UInt8])
    }

    package static let mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    package static let predicateType = "https://model_signing/signature/v1.0"
    /// What model_signing 0.2 stated, before the specification's first version.
    package static let digestsPredicateType = "https://model_signing/Digests/v0.1"

    package let signer: Signer
    package let envelope: DSSEEnvelope
    /// What the bundle states, before its signature is checked.
    package let unverifiedManifest: ModelManifest

    /// What else the bundle holds to check the signature by.
    package let verificationMaterial: JSON

    /// Signs files.
    ///
    /// - Parameters:
    ///   - name: The model's folder name.
    ///   - files: Each file's path, relative to the folder, and SHA-256; in any order.
    ///   - ignoredPaths: Paths, relative to the folder, that were left out, such as the bundle's
    ///     own; those that every signer leaves out are added.
    ///   - allowsSymlinks: Whether files behind symbolic links are among them.
    ///   - key: The signer's.
    ///   - certificates: In DER, the key's own first; none when the key stands for itself.
    /// - Throws: ``ModelSigningError/unsafePath(_:)``, ``ModelSigningError/duplicatePath(_:)`` or
    ///   ``ModelSigningError/envelope(_:)``.
    package init(
        name: String, files: [(path: String, digest: Digest)], ignoredPaths: [String] = [],
        allowsSymlinks: Bool = false, signedBy key: SigningKey, certificates: [[UInt8]] = []
    ) throws(ModelSigningError) {
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let ignored = Set(ignoredPaths + ModelManifest.alwaysIgnored).sorted()
        let statement = StatementV1(
            subjects: [.init(name: name, digest: Self.root(sorted.map(\.digest.bytes)))],
            predicateType: Self.predicateType,
            predicate: [
                "resources": .array(
                    sorted.map { file in
                        [
                            "algorithm": "sha256", "digest": .string(file.digest.hex),
                            "name": .string(file.path),
                        ]
                    }),
                "serialization": [
                    "allow_symlinks": .bool(allowsSymlinks), "hash_type": "sha256",
                    "method": "files",
                    "ignore_paths": .array(ignored.map { .string($0) }),
                ],
            ])
        let signed: DSSEEnvelope
        do { signed = try statement.signed(by: [key]) } catch { throw .envelope(error) }
        // The reference tool writes no key ID beside the hint.
        envelope = DSSEEnvelope(
            payloadType: signed.payloadType, payload: signed.payload,
            signatures: signed.signatures.map { .init(keyID: "", bytes: $0.bytes) })
        signer =
            certificates.isEmpty
            ? .publicKey(hint: key.keyID) : .certificateChain(certificates)
        verificationMaterial = Self.material(signer)
        unverifiedManifest = try ModelManifest(statement)
    }

    /// The bundle's file.
    package var json: JSON {
        [
            "dsseEnvelope": envelope.json, "mediaType": .string(Self.mediaType),
            "verificationMaterial": verificationMaterial,
        ]
    }

    /// Checks the signature.
    ///
    /// - Returns: The files that the key's owner signed.
    /// - Throws: ``ModelSigningError/keyMismatch(expected:found:)`` when the bundle names another
    ///   key,   ``ModelSigningError/envelope(_:)`` when this key did not sign it,
    ///   ``ModelSigningError/signedWithCertificate`` when no key could have.
    package func verified(by key: VerifyingKey) throws(ModelSigningError) -> ModelManifest {
        guard case .publicKey(let hint) = signer else { throw .signedWithCertificate }
        if let hint, hint != key.keyID { throw .keyMismatch(expected: key.keyID, found: hint) }
        try checkSignature(by: key)
        return unverifiedManifest
    }

    private static func material(_ signer: Signer) -> JSON {
        switch signer {
        case .publicKey(let hint):
            ["publicKey": ["hint": hint.map { .string($0) } ?? .null], "tlogEntries": []]
        case .certificateChain(let chain):
            [
                "tlogEntries": [],
                "x509CertificateChain": ["certificates": .array(chain.map(rawBytes))],
            ]
        case .keyless(let certificate):
            ["certificate": rawBytes(certificate), "tlogEntries": []]
        }
    }

    private static func rawBytes(_ der: [UInt8]) -> JSON {
        ["rawBytes": .string(Base64.encode(der))]
    }

    /// The model's root: SHA-256 over all digests as bytes, in the order of the list.
    static func root(_ digests: [[UInt8]]) -> Digest { Digest(of: digests.flatMap { $0 }) }
}

extension ModelSigningBundle {
    /// Reads a bundle's JSON text.
    ///
    /// - Throws: ``ModelSigningError`` that names the field.
    package init(parsing bytes: [UInt8]) throws(ModelSigningError) {
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            throw .envelope(.json(error))
        }
        try self.init(json)
    }

    /// Reads a bundle.
    ///
    /// - Throws: ``ModelSigningError`` that names the field.
    package init(_ json: JSON) throws(ModelSigningError) {
        guard let mediaType = json["mediaType"]?.stringValue else {
            throw .malformed(field: "mediaType")
        }
        guard mediaType == Self.mediaType else { throw .unsupportedMediaType(mediaType) }
        guard let material = json["verificationMaterial"], material.objectValue != nil else {
            throw .malformed(field: "verificationMaterial")
        }
        guard let body = json["dsseEnvelope"] else { throw .malformed(field: "dsseEnvelope") }
        verificationMaterial = material
        signer = try Self.signer(material)
        let statement: StatementV1
        do throws(EnvelopeError) {
            envelope = try DSSEEnvelope(body)
            statement = try envelope.unverifiedStatement()
        } catch { throw .envelope(error) }
        unverifiedManifest = try ModelManifest(statement)
    }

    private static func signer(_ material: JSON) throws(ModelSigningError) -> Signer {
        let entries = material["tlogEntries"] ?? []
        guard let entries = entries.arrayValue else { throw .malformed(field: "tlogEntries") }
        if let key = material["publicKey"] {
            guard key.objectValue != nil else { throw .malformed(field: "publicKey") }
            let hint = key["hint"] ?? .null
            guard hint.isNull || hint.stringValue != nil else { throw .malformed(field: "hint") }
            return .publicKey(hint: hint.stringValue)
        }
        if let chain = material["x509CertificateChain"] {
            guard let list = chain["certificates"]?.arrayValue, !list.isEmpty else {
                throw .malformed(field: "x509CertificateChain")
            }
            return .certificateChain(
                try list.map { item throws(ModelSigningError) in try certificate(item) })
        }
        guard let leaf = material["certificate"] else {
            throw .malformed(field: "verificationMaterial")
        }
        // A short-lived certificate proves nothing without an entry that dates its use.
        guard !entries.isEmpty else { throw .malformed(field: "tlogEntries") }
        return .keyless(certificate: try certificate(leaf))
    }

    private static func certificate(_ json: JSON) throws(ModelSigningError) -> [UInt8] {
        guard let text = json["rawBytes"]?.stringValue, let bytes = Base64.decode(text),
            !bytes.isEmpty
        else { throw .malformed(field: "rawBytes") }
        return bytes
    }
}
