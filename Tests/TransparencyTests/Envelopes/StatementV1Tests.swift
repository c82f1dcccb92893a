import Testing

@testable import Transparency

@Suite struct StatementV1Tests {
    private let statement = StatementV1(
        subjects: [
            .init(name: "weights.bin", digest: Digest(of: [1])),
            .init(name: nil, digests: ["x": "00"]),
        ],
        predicateType: "https://example.com/claim/v1", predicate: ["score": 0.5])

    @Test func `a statement is the JSON that in-toto defines`() {
        let hex = Digest(of: [1]).hex
        let expected =
            #"{"_type":"https://in-toto.io/Statement/v1","predicate":{"score":0.5},"#
            + #""predicateType":"https://example.com/claim/v1","subject":["#
            + #"{"digest":{"sha256":"\#(hex)"},"#
            + #""name":"weights.bin"},{"digest":{"x":"00"}}]}"#
        #expect(statement.json.canonical == expected)
    }

    @Test func `a signed statement reads back under its key and no other`() throws {
        let key = SigningKey.generate()
        let envelope = try statement.signed(by: [key])
        #expect(try envelope.statement(verifiedBy: [key.verifyingKey]) == statement)
        #expect(try envelope.unverifiedStatement() == statement)
        let other = SigningKey.generate().verifyingKey
        #expect(throws: EnvelopeError.notSignedByKnownKey(accepted: 0, threshold: 1)) {
            try envelope.statement(verifiedBy: [other])
        }
    }

    @Test func `only a well-formed SHA-256 is a subject's digest`() {
        #expect(statement.subjects[0].digest == Digest(of: [1]))
        #expect(statement.subjects[1].digest == nil)
        let text = Digest(of: [1]).description
        #expect(StatementV1.Subject(name: nil, digests: ["sha256": text]).digest == nil)
    }

    @Test func `an envelope of another type holds no statement`() throws {
        let key = SigningKey.generate()
        let envelope = try DSSEEnvelope(
            payloadType: "text/plain", payload: statement.json.canonicalBytes, signedBy: [key])
        #expect(throws: EnvelopeError.unexpectedPayloadType("text/plain")) {
            try envelope.statement(verifiedBy: [key.verifyingKey])
        }
    }

    @Test(
        arguments: [
            (["_type": "https://in-toto.io/Statement/v0.1"], "_type"),
            (["predicateType": ""], "predicateType"),
            (["subject": []], "subject"), (["subject": [["name": "a"]]], "subject.digest"),
            (["subject": [["digest": [:]]]], "subject.digest"),
            (["subject": [["digest": ["sha256": 1]]]], "subject.digest"),
            (["subject": [["digest": ["sha256": "00"], "name": 1]]], "subject.name"),
            (["predicate": "text"], "predicate"),
        ] as [([String: JSON], String)])
    func `a malformed statement is refused by its field`(_ change: [String: JSON], _ field: String)
    {
        let members = statement.json.objectValue?.merging(change) { $1 } ?? [:]
        #expect(throws: EnvelopeError.malformed(field: field)) {
            try StatementV1(.object(members))
        }
    }

    @Test func `a statement without a predicate stays without`() throws {
        let bare = StatementV1(
            subjects: statement.subjects, predicateType: "t", predicate: .null)
        #expect(bare.json["predicate"] == nil)
        #expect(try StatementV1(bare.json) == bare)
    }
}
