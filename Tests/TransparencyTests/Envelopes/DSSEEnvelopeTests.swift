import Crypto
import Testing

@testable import Transparency

@Suite struct DSSEEnvelopeTests {
    /// The vector in DSSE's protocol.md: type, body, encoding, key and signature.
    static let type = "http://example.com/HelloWorld"
    static let published = """
        {"payload": "aGVsbG8gd29ybGQ=",
         "payloadType": "http://example.com/HelloWorld",
         "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88Sj\
        tR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
        """
    /// X and Y, which the protocol gives in decimal.
    static let publishedPoint =
        "67cd390f77aa359cb08c2235f652270493a9ed832b0abcc01f70954c0390d238"
        + "0c782bd54e269125a44f4433aff1432ce94e12bca73aa67ac80cea12608ddf74"

    @Test func `what is signed is the encoding that the protocol prints`() {
        let body = Array("hello world".utf8)
        let encoding = "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        #expect(
            DSSEEnvelope.preAuthenticationEncoding(Self.type, body) == Array(encoding.utf8))
        #expect(
            DSSEEnvelope.preAuthenticationEncoding("é", [1]) == Array("DSSEv1 2 é 1 \u{1}".utf8))
        #expect(DSSEEnvelope.preAuthenticationEncoding("", []) == Array("DSSEv1 0  0 ".utf8))
    }

    @Test func `the published envelope holds under its key`() throws {
        let point = try #require(Hex.decode(Self.publishedPoint))
        let key = VerifyingKey(try P256.Signing.PublicKey(rawRepresentation: point))
        let envelope = try DSSEEnvelope(parsing: Array(Self.published.utf8))
        #expect(envelope.payloadType == Self.type)
        #expect(envelope.payload == Array("hello world".utf8))
        #expect(envelope.signatures.map(\.keyID) == [nil])
        // The vector writes r and s one after the other; evidence has them in DER.
        let raw = try #require(envelope.signatures.first?.bytes)
        let der = try P256.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
        let inDER = DSSEEnvelope(
            payloadType: envelope.payloadType, payload: envelope.payload,
            signatures: [.init(keyID: nil, bytes: [UInt8](der))])
        #expect(try inDER.verified(by: [key]) == [key])
        #expect(throws: EnvelopeError.self) { try envelope.verified(by: [key]) }
    }

    @Test func `an envelope reads back as it was sent`() throws {
        let key = SigningKey.generate()
        let envelope = try DSSEEnvelope(payloadType: "t", payload: [0, 255], signedBy: [key])
        let again = try DSSEEnvelope(parsing: envelope.json.canonicalBytes)
        #expect(again == envelope)
        #expect(again.signatures.map(\.keyID) == [key.keyID])
        #expect(try again.verified(by: [key.verifyingKey]) == [key.verifyingKey])
    }

    @Test func `neither payload nor type can be changed`() throws {
        let key = SigningKey.generate()
        let signed = try DSSEEnvelope(payloadType: "t", payload: [1, 2], signedBy: [key])
        for (type, payload) in [("t", [1, 3]), ("u", [1, 2]), ("t ", [1, 2])] as [(String, [UInt8])]
        {
            let changed = DSSEEnvelope(
                payloadType: type, payload: payload, signatures: signed.signatures)
            #expect(throws: EnvelopeError.notSignedByKnownKey(accepted: 0, threshold: 1)) {
                try changed.verified(by: [key.verifyingKey])
            }
        }
    }

    @Test func `as many different keys must have signed as the threshold asks`() throws {
        let (first, second) = (SigningKey.generate(), SigningKey.generate())
        let stranger = SigningKey.generate().verifyingKey
        let keys = [first.verifyingKey, second.verifyingKey, stranger]
        let both = try DSSEEnvelope(payloadType: "t", payload: [], signedBy: [first, second])
        #expect(try both.verified(by: keys, threshold: 2) == Array(keys.prefix(2)))
        let twice = try DSSEEnvelope(payloadType: "t", payload: [], signedBy: [first, first])
        #expect(throws: EnvelopeError.notSignedByKnownKey(accepted: 1, threshold: 2)) {
            try twice.verified(by: keys + keys, threshold: 2)
        }
        #expect(throws: EnvelopeError.notSignedByKnownKey(accepted: 0, threshold: 1)) {
            try both.verified(by: [stranger], threshold: 0)
        }
        #expect(throws: EnvelopeError.malformed(field: "signatures")) {
            try DSSEEnvelope(payloadType: "t", payload: [], signedBy: [])
        }
    }

    @Test func `a key's hint neither helps nor hinders`() throws {
        let key = SigningKey.generate()
        let signed = try DSSEEnvelope(payloadType: "t", payload: [], signedBy: [key])
        let bytes = try #require(signed.signatures.first?.bytes)
        for hint in [nil, "", "someone else"] {
            let envelope = DSSEEnvelope(
                payloadType: "t", payload: [], signatures: [.init(keyID: hint, bytes: bytes)])
            #expect(try envelope.verified(by: [key.verifyingKey]).count == 1)
        }
    }

    @Test(arguments: [
        ("{}", EnvelopeError.malformed(field: "payloadType")),
        (
            #"{"payloadType":"","payload":"","signatures":[{"sig":"AA=="}]}"#,
            .malformed(field: "payloadType")
        ),
        (#"{"payloadType":"t","signatures":[{"sig":"AA=="}]}"#, .malformed(field: "payload")),
        (
            #"{"payloadType":"t","payload":"!","signatures":[{"sig":"AA=="}]}"#,
            .malformed(field: "payload")
        ),
        (#"{"payloadType":"t","payload":""}"#, .malformed(field: "signatures")),
        (#"{"payloadType":"t","payload":"","signatures":[]}"#, .malformed(field: "signatures")),
        (
            #"{"payloadType":"t","payload":"","signatures":[{"sig":""}]}"#,
            .malformed(field: "signatures.sig")
        ),
        (
            #"{"payloadType":"t","payload":"","signatures":[1]}"#,
            .malformed(field: "signatures.sig")
        ),
        (
            #"{"payloadType":"t","payload":"","signatures":[{"sig":"AA==","keyid":1}]}"#,
            .malformed(field: "signatures.keyid")
        ),
    ])
    func `a malformed envelope is refused by its field`(_ text: String, _ expected: EnvelopeError) {
        #expect(throws: expected) { try DSSEEnvelope(parsing: Array(text.utf8)) }
    }

    @Test func `either base64 alphabet is read, and unknown fields are passed over`() throws {
        let text =
            #"{"x":1,"payloadType":"t","payload":"-_8=","#
            + #""signatures":[{"sig":"+/8=","keyid":null,"y":2}]}"#
        let envelope = try DSSEEnvelope(parsing: Array(text.utf8))
        #expect(envelope.payload == [0xFB, 0xFF])
        #expect(envelope.signatures == [.init(keyID: nil, bytes: [0xFB, 0xFF])])
    }

    @Test func `the number of signatures is limited`() {
        let list = Array(repeating: #"{"sig":"AA=="}"#, count: 101).joined(separator: ",")
        let text = #"{"payloadType":"t","payload":"","signatures":[\#(list)]}"#
        #expect(throws: EnvelopeError.tooManySignatures(countMax: 100)) {
            try DSSEEnvelope(parsing: Array(text.utf8))
        }
    }
}
