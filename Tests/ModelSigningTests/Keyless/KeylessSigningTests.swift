import Crypto
import Testing
import Transparency
import X509

@testable import ModelSigning

@Suite struct KeylessSigningTests {
    private let sigstore: TestSigstore
    private let signer: TestCertificate
    private let bundle: JSON
    private let files = [(path: "a", digest: Digest(of: [1]))]
    private let identity = SigstoreIdentity(name: TestSigstore.name, issuer: TestSigstore.issuer)
    private static let entry = ["verificationMaterial", "tlogEntries", "0"]

    init() throws {
        sigstore = try TestSigstore()
        signer = try sigstore.certificate()
        bundle = try sigstore.bundle(files: files, signer: signer)
    }

    private func refusal(
        _ bundle: JSON, by identity: SigstoreIdentity? = nil, root: JSON? = nil
    ) async throws -> KeylessError? {
        let root = try TrustedRoot(parsing: (try root ?? sigstore.trustRoot).canonicalBytes)
        do {
            _ = try await ModelSigningBundle(bundle).verified(
                by: .identity(identity ?? self.identity, root))
            return nil
        } catch let error as SignatureRefusal {
            guard case .keyless(let reason) = error else { throw error }
            return reason
        }
    }

    private func refusal(changing field: String..., to value: JSON?) async throws -> KeylessError? {
        var path = Self.entry + field
        let first = path.removeFirst()
        var changed = bundle
        // Rebuild along the path, as a variadic takes no array.
        changed = bundle.replacing(
            first, with: bundle[first].map { Self.put(value, at: path, in: $0) })
        return try await refusal(changed)
    }

    private static func put(_ value: JSON?, at path: [String], in json: JSON) -> JSON {
        guard let first = path.first else { return value ?? .null }
        guard path.count > 1 else { return json.replacing(first, with: value) }
        let inner = Int(first).flatMap { json[$0] } ?? json[first] ?? .null
        return json.replacing(first, with: put(value, at: Array(path.dropFirst()), in: inner))
    }

    @Test func `a bundle holds for its identity, offline`() async throws {
        #expect(try await refusal(bundle) == nil)
        let root = try TrustedRoot(parsing: sigstore.trustRoot.canonicalBytes)
        let verified = try await ModelSigningBundle(bundle).verified(by: .identity(identity, root))
        #expect(verified.signer == .identity(identity, signedAt: TestSigstore.signedAt))
        #expect(try verified.manifest.files().map(\.path) == ["a"])
    }

    @Test func `another identity or provider is refused`() async throws {
        let other = SigstoreIdentity(name: "bob@example.org", issuer: TestSigstore.issuer)
        #expect(
            try await refusal(bundle, by: other)
                == .identityMismatch(expected: "bob@example.org", found: [TestSigstore.name]))
        let elsewhere = SigstoreIdentity(name: TestSigstore.name, issuer: "https://evil.example")
        #expect(
            try await refusal(bundle, by: elsewhere)
                == .issuerMismatch(expected: "https://evil.example", found: TestSigstore.issuer))
    }

    @Test func `the log must have signed the entry's time and place`() async throws {
        #expect(
            try await refusal(changing: "integratedTime", to: "1780315201") == .badEntryTimestamp)
        #expect(try await refusal(changing: "logIndex", to: "8") == .badEntryTimestamp)
        #expect(try await refusal(changing: "inclusionPromise", to: nil) == .badEntryTimestamp)
        #expect(
            try await refusal(changing: "inclusionPromise", "signedEntryTimestamp", to: "AAAA")
                == .badEntryTimestamp)
    }

    @Test func `the entry must be in the log's tree`() async throws {
        #expect(try await refusal(changing: "inclusionProof", to: nil) == .noInclusionProof)
        let hash = base64(Digest(of: [9]).bytes)
        let changes: [(String, JSON)] = [
            ("hashes", [hash]), ("rootHash", hash), ("logIndex", "0"),
        ]
        for (field, value) in changes {
            guard
                case .inclusion(.rootMismatch) = try await refusal(
                    changing: "inclusionProof", field, to: value)
            else {
                Issue.record("a changed \(field) passed")
                continue
            }
        }
        #expect(
            try await refusal(changing: "inclusionProof", "hashes", to: [])
                == .inclusion(.pathLength(expected: 1, found: 0)))
        #expect(
            try await refusal(changing: "inclusionProof", "logIndex", to: "2")
                == .inclusion(.indexOutsideTree(index: 2, treeSize: 2)))
    }

    @Test func `the tree's head must be one that the log signed`() async throws {
        let note =
            bundle["verificationMaterial"]?["tlogEntries"]?[0]?["inclusionProof"]?[
                "checkpoint"]?["envelope"]?.stringValue ?? ""
        let larger = note.replacing("\n2\n", with: "\n3\n")
        #expect(
            try await refusal(
                changing: "inclusionProof", "checkpoint", "envelope", to: .string(larger))
                == .checkpoint(.otherTree))
        let renamed = note.replacing("log.example.org - 1", with: "log.example.org - 2")
        #expect(
            try await refusal(
                changing: "inclusionProof", "checkpoint", "envelope", to: .string(renamed))
                == .checkpoint(.notSignedByLog))
        #expect(
            try await refusal(changing: "inclusionProof", "checkpoint", "envelope", to: "x")
                == .checkpoint(.note(.noSignatures)))
    }

    @Test func `the entry must be of this payload, signature and certificate`() async throws {
        let other = try sigstore.certificate()
        let changes: [(field: String, body: JSON)] = [
            (
                "payload",
                [
                    "payloadHash": ["algorithm": "sha256", "value": .string(Digest(of: [7]).hex)]
                ]
            ),
            ("certificate", ["verifier": base64(Array(try other.pem.utf8))]),
            ("signature", ["signature": "AAAA"]),
        ]
        for (field, change) in changes {
            let forged = try sigstore.bundle(files: files, signer: signer) { spec in
                for (name, value) in change.objectValue ?? [:] {
                    if name == "payloadHash" {
                        spec[name] = value
                    } else {
                        spec["signatures"] = (spec["signatures"] ?? .null)
                            .replacing("0", name, with: value)
                    }
                }
            }
            #expect(try await refusal(forged) == .entryMismatch(field: field))
        }
    }

    @Test func `the certificate must be an authority's, valid when it signed`() async throws {
        let late = try sigstore.bundle(
            files: files, signer: signer, at: TestSigstore.signedAt.adding(milliseconds: 601_000))
        guard case .certificate(.expired) = try await refusal(late) else {
            Issue.record("a certificate that had expired passed")
            return
        }
        let other = try TestSigstore()
        let foreign = try sigstore.bundle(files: files, signer: try other.certificate())
        guard case .certificate(.untrusted) = try await refusal(foreign) else {
            Issue.record("another authority's certificate passed")
            return
        }
    }

    @Test func `a certificate log must have promised to take the certificate in`() async throws {
        let bare = try TestAuthority.make(
            "", .signer(), issuedBy: sigstore.authority, from: TestSigstore.signedAt,
            alternativeNames: [.rfc822Name(TestSigstore.name)])
        #expect(
            try await refusal(try sigstore.bundle(files: files, signer: bare))
                == .noCertificateTimestamp)
        let key = P256.Signing.PrivateKey()
        let forged = try sigstore.certificate(promisedBy: key)
        let keyID = Digest(of: [UInt8](key.publicKey.derRepresentation)).hex
        #expect(
            try await refusal(try sigstore.bundle(files: files, signer: forged))
                == .unknownLog(keyID: keyID))
    }

    @Test func `a service counts only in the time for which it is trusted`() async throws {
        let ended: JSON = ["start": "2026-01-01T00:00:00Z", "end": "2026-05-01T00:00:00Z"]
        let root = try sigstore.trustRoot
        let at = TestSigstore.signedAt
        #expect(
            try await refusal(
                bundle, root: root.replacing("tlogs", "0", "publicKey", "validFor", with: ended))
                == .notTrustedThen(what: "log of signatures", at: at))
        #expect(
            try await refusal(
                bundle, root: root.replacing("ctlogs", "0", "publicKey", "validFor", with: ended))
                == .notTrustedThen(what: "log of certificates", at: at))
        #expect(
            try await refusal(
                bundle, root: root.replacing("certificateAuthorities", "0", "validFor", with: ended)
            )
                == .notTrustedThen(what: "certificate authorities", at: at))
        guard case .unknownLog = try await refusal(bundle, root: root.replacing("tlogs", with: []))
        else {
            Issue.record("a log that nobody trusts passed")
            return
        }
    }

    @Test func `entries of other kinds, none and several are not judged`() async throws {
        #expect(
            try await refusal(changing: "kindVersion", "version", to: "0.0.2")
                == .unsupportedEntry(kind: "dsse", version: "0.0.2"))
        let entry = bundle["verificationMaterial"]?["tlogEntries"]?[0] ?? .null
        let two = bundle.replacing("verificationMaterial", "tlogEntries", with: [entry, entry])
        #expect(try await refusal(two) == .entryCount(2))
    }

    // MARK: what Sigstore's own services made

    @Test(arguments: ["v0.3.1", "v1.0.0", "v1.0.1", "v1.1.0"])
    func `Sigstore's own bundles hold under its public trust root`(_ version: String) async throws {
        let bundle = try ModelSigningBundle(parsing: Vectors.bytes("\(version)-sigstore.json"))
        let root = try TrustedRoot(parsing: Vectors.bytes("trusted_root.json"))
        let ibm = SigstoreIdentity(
            name: "stefanb@us.ibm.com", issuer: "https://sigstore.verify.ibm.com/oauth2")
        let verified = try await bundle.verified(by: .identity(ibm, root))
        #expect(try verified.manifest.files().map(\.path).sorted() == ["signme-1", "signme-2"])
        let other = SigstoreIdentity(name: ibm.name, issuer: "https://accounts.google.com")
        await #expect(throws: SignatureRefusal.self) {
            try await bundle.verified(by: .identity(other, root))
        }
    }

    @Test(.enabled(if: Vectors.hasSpecification, "\(Vectors.whereSpecification)"))
    func `the specification's keyless bundle holds`() async throws {
        let bundle = try ModelSigningBundle(parsing: Vectors.specification("valid/sigstore"))
        let root = try TrustedRoot(parsing: Vectors.bytes("trusted_root.json"))
        let ibm = SigstoreIdentity(
            name: "stefanb@us.ibm.com", issuer: "https://sigstore.verify.ibm.com/oauth2")
        _ = try await bundle.verified(by: .identity(ibm, root))
    }
}
