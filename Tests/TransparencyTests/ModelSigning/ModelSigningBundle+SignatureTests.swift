import Testing

@testable import Transparency

@Suite struct ModelSigningBundleSignatureTests {
    // What `repr` of Python 3.11 prints.
    @Test(arguments: [
        ("", "b''"), ("a", "b'a'"), ("it's", "b\"it's\""), ("\"'", "b'\"\\''"),
        ("\\", "b'\\\\'"), ("\t\r\n\u{0}\u{7F}", "b'\\t\\r\\n\\x00\\x7f'"), ("é", "b'\\xc3\\xa9'"),
    ])
    func `bytes are shown as Python shows them`(_ text: String, _ shown: String) {
        #expect(String(decoding: PythonBytes.shown(Array(text.utf8)), as: UTF8.self) == shown)
    }

    private let key = SigningKey.generate()

    /// A bundle whose payload was signed as model_signing 0.2 did.
    private func bundle(_ payload: JSON, start: String = "DSSEV1") throws -> ModelSigningBundle {
        let (bytes, type) = (payload.canonicalBytes, StatementV1.payloadType)
        let message =
            Array("\(start) \(type.utf8.count) \(type) \(bytes.count) ".utf8)
            + PythonBytes.shown(bytes)
        let envelope = DSSEEnvelope(
            payloadType: type, payload: bytes,
            signatures: [.init(keyID: "", bytes: try key.sign(message))])
        return try ModelSigningBundle([
            "mediaType": .string(ModelSigningBundle.mediaType), "dsseEnvelope": envelope.json,
            "verificationMaterial": ["publicKey": [:]],
        ])
    }

    private static func statement(_ files: KeyValuePairs<String, UInt8>) -> JSON {
        [
            "_type": .string(StatementV1.type),
            "predicateType": .string(ModelSigningBundle.digestsPredicateType),
            "subject": .array(
                files.map { name, byte in
                    ["name": .string(name), "digest": ["sha256": .string(Digest(of: [byte]).hex)]]
                }),
        ]
    }

    @Test func `what version 0.2 of model_signing signed and stated is read`() throws {
        let bundle = try bundle(Self.statement(["a": 1, "b/c": 2]))
        let manifest = try bundle.verified(by: key.verifyingKey)
        #expect(try manifest.files().map(\.path) == ["a", "b/c"])
        #expect(
            try manifest.differences(from: FileDifferenceTests.files(["a": 1])) == [
                FileDifference(path: "b/c", kind: .missing)
            ])
    }

    @Test func `another key's, and another text, are not`() throws {
        let refusal = ModelSigningError.envelope(.notSignedByKnownKey(accepted: 0, threshold: 1))
        let bundle = try bundle(Self.statement(["a": 1]))
        #expect(throws: refusal) {
            try bundle.verified(by: SigningKey.generate().verifyingKey)
        }
        let other = try self.bundle(Self.statement(["a": 1]), start: "DSSEv1")
        #expect(throws: refusal) { try other.verified(by: key.verifyingKey) }
    }

    @Test func `its paths are checked like all others`() {
        #expect(throws: ModelSigningError.unsafePath("../a")) {
            try bundle(Self.statement(["../a": 1]))
        }
        #expect(throws: ModelSigningError.duplicatePath("a")) {
            try bundle(Self.statement(["a": 1, "a": 1]))
        }
    }
}
