import Foundation
import Testing

@testable import Transparency

@Suite struct ModelSigningBundleTests {
    private let key = SigningKey.generate()
    private let files = FileDifferenceTests.files(["a/b": 1, "a-b": 2, "a.b": 3])

    private func bundle() throws -> ModelSigningBundle {
        try ModelSigningBundle(
            name: "model", files: files, ignoredPaths: ["model.sig"], signedBy: key)
    }

    @Test func `a bundle has the shape that the specification gives it`() throws {
        let json = try bundle().json
        #expect(json["mediaType"]?.stringValue == "application/vnd.dev.sigstore.bundle.v0.3+json")
        #expect(
            json["verificationMaterial"]
                == ["publicKey": ["hint": .string(key.keyID)], "tlogEntries": []])
        #expect(json["dsseEnvelope"]?["payloadType"] == "application/vnd.in-toto+json")
        #expect(json["dsseEnvelope"]?["signatures"]?[0]?["keyid"] == "")
        let statement = try bundle().envelope.unverifiedStatement()
        #expect(statement.subjects.map(\.name) == ["model"])
        let names = statement.predicate["resources"]?.arrayValue?.map { $0["name"]?.stringValue }
        #expect(names == ["a-b", "a.b", "a/b"])
        let digests = [2, 3, 1].map { Digest(of: [$0]).bytes }
        #expect(statement.subjects[0].digest == Digest(of: digests.flatMap { $0 }))
        #expect(
            statement.predicate["serialization"] == [
                "allow_symlinks": false, "hash_type": "sha256", "method": "files",
                "ignore_paths": [".git", ".gitattributes", ".github", ".gitignore", "model.sig"],
            ])
    }

    @Test func `a bundle reads back and holds under its key`() throws {
        let sent = try bundle()
        let again = try ModelSigningBundle(parsing: sent.json.canonicalBytes)
        #expect(again == sent)
        let manifest = try again.verified(by: key.verifyingKey)
        #expect(try manifest.differences(from: files) == [])
        #expect(manifest.name == "model")
    }

    @Test func `a bundle of another key is refused, hint or no hint`() throws {
        let other = SigningKey.generate().verifyingKey
        #expect(throws: ModelSigningError.keyMismatch(expected: other.keyID, found: key.keyID)) {
            try bundle().verified(by: other)
        }
        let refusal = ModelSigningError.envelope(.notSignedByKnownKey(accepted: 0, threshold: 1))
        for material in [["publicKey": [:]], ["publicKey": ["rawBytes": "AA=="]]] as [JSON] {
            let bundle = try self.bundle(with: ["verificationMaterial": material])
            #expect(throws: refusal) { try bundle.verified(by: other) }
            #expect(try bundle.verified(by: key.verifyingKey).resources.count == 3)
        }
    }

    @Test func `a changed payload does not hold`() throws {
        let signed = try bundle()
        let text = String(decoding: signed.envelope.payload, as: UTF8.self)
        let payload = Array(text.replacing("\"name\":\"model\"", with: "\"name\":\"other\"").utf8)
        let envelope = DSSEEnvelope(
            payloadType: signed.envelope.payloadType, payload: payload,
            signatures: signed.envelope.signatures)
        let forged = try self.bundle(with: ["dsseEnvelope": envelope.json])
        #expect(forged.unverifiedManifest.name == "other")
        #expect(throws: ModelSigningError.self) { try forged.verified(by: key.verifyingKey) }
    }

    private func bundle(with change: [String: JSON]) throws -> ModelSigningBundle {
        try ModelSigningBundle(.object(bundle().json.objectValue?.merging(change) { $1 } ?? [:]))
    }

    @Test(arguments: [
        "application/vnd.dev.sigstore.bundle+json;version=0.2",
        "application/vnd.dev.sigstore.bundle+json;version=0.3", "application/json",
    ])
    func `a bundle of another media type is refused`(_ type: String) {
        #expect(throws: ModelSigningError.unsupportedMediaType(type)) {
            try self.bundle(with: ["mediaType": .string(type)])
        }
    }

    @Test func `a short-lived certificate needs an entry in a log`() throws {
        let leaf: JSON = ["certificate": ["rawBytes": "AAEC"]]
        #expect(throws: ModelSigningError.malformed(field: "tlogEntries")) {
            try self.bundle(with: ["verificationMaterial": leaf])
        }
        let dated: JSON = ["certificate": ["rawBytes": "AAEC"], "tlogEntries": [[:]]]
        let bundle = try self.bundle(with: ["verificationMaterial": dated])
        #expect(bundle.signer == .keyless(certificate: [0, 1, 2]))
        #expect(throws: ModelSigningError.signedWithCertificate) {
            try bundle.verified(by: key.verifyingKey)
        }
    }

    @Test func `a path that leaves the folder cannot be signed`() {
        #expect(throws: ModelSigningError.unsafePath("../x")) {
            try ModelSigningBundle(
                name: "m", files: FileDifferenceTests.files(["../x": 1]), signedBy: key)
        }
    }

    static let vectors = "oms/test-vectors"

    @Test(
        .enabled(
            if: ReferenceVectors.exist(vectors),
            "the specification's bundles stand beside the checkout, in ../shared/reference/oms"),
        arguments: ["key", "certificate", "sigstore"])
    func `the specification's valid bundles are read`(_ name: String) throws {
        let bytes = try ReferenceVectors.bytes("\(Self.vectors)/valid/\(name).bundle.json")
        let bundle = try ModelSigningBundle(parsing: bytes)
        #expect(bundle.unverifiedManifest.resources.count >= 2)
        switch (name, bundle.signer) {
        case ("key", .publicKey(let hint)): #expect(hint?.utf8.count == 64)
        case ("certificate", .certificateChain(let chain)): #expect(chain.count > 1)
        case ("sigstore", .keyless(let leaf)): #expect(leaf.first == 0x30)
        default: Issue.record("\(name) is read as \(bundle.signer)")
        }
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist(vectors),
            "the specification's bundles stand beside the checkout, in ../shared/reference/oms"),
        arguments: [
            "invalid/empty", "invalid/missing-envelope", "invalid/missing-tlog-entries",
            "invalid/missing-verification-material", "invalid-payload/wrong-predicate",
        ])
    func `the specification's invalid bundles are refused`(_ name: String) throws {
        let bytes = try ReferenceVectors.bytes("\(Self.vectors)/\(name).bundle.json")
        let error = #expect(throws: ModelSigningError.self) {
            try ModelSigningBundle(parsing: bytes)
        }
        print("\(name): \(error.map(\.description) ?? "")")
    }
}
