/// A claim about artifacts, which are named by their digests.
///
/// Source: in-toto Attestation Framework, Statement v1.
package struct StatementV1: Sendable, Equatable {
    /// An artifact that the claim is about.
    package struct Subject: Sendable, Equatable {
        package let name: String?
        /// By algorithm, such as `sha256`; lower-case hex as a rule.
        package let digests: [String: String]

        package init(name: String?, digests: [String: String]) {
            self.name = name
            self.digests = digests
        }

        package init(name: String?, digest: Digest) {
            self.init(name: name, digests: ["sha256": digest.hex])
        }

        /// The SHA-256, when one is stated and well formed.
        package var digest: Digest? {
            digests["sha256"].flatMap { $0.utf8.count == 64 ? Digest($0) : nil }
        }
    }

    package static let type = "https://in-toto.io/Statement/v1"
    package static let payloadType = "application/vnd.in-toto+json"

    package let subjects: [Subject]
    /// A URI that says what ``predicate`` is.
    package let predicateType: String
    /// `null` when there is none.
    package let predicate: JSON

    package init(subjects: [Subject], predicateType: String, predicate: JSON) {
        self.subjects = subjects
        self.predicateType = predicateType
        self.predicate = predicate
    }

    package var json: JSON {
        let subjects = subjects.map { subject -> JSON in
            var members: [String: JSON] = [
                "digest": .object(subject.digests.mapValues { .string($0) })
            ]
            if let name = subject.name { members["name"] = .string(name) }
            return .object(members)
        }
        var members: [String: JSON] = [
            "_type": .string(Self.type), "predicateType": .string(predicateType),
            "subject": .array(subjects),
        ]
        if !predicate.isNull { members["predicate"] = predicate }
        return .object(members)
    }

    /// The statement in an envelope, as canonical JSON.
    ///
    /// - Throws: ``EnvelopeError``.
    package func signed(by keys: [SigningKey]) throws(EnvelopeError) -> DSSEEnvelope {
        try DSSEEnvelope(
            payloadType: Self.payloadType, payload: json.canonicalBytes, signedBy: keys)
    }

    /// Reads a statement; fields that it does not know are passed over.
    ///
    /// - Throws: ``EnvelopeError/malformed(field:)``.
    package init(_ json: JSON) throws(EnvelopeError) {
        guard json["_type"]?.stringValue == Self.type else { throw .malformed(field: "_type") }
        guard let type = json["predicateType"]?.stringValue, !type.isEmpty else {
            throw .malformed(field: "predicateType")
        }
        guard let list = json["subject"]?.arrayValue, !list.isEmpty else {
            throw .malformed(field: "subject")
        }
        let predicate = json["predicate"] ?? .null
        guard predicate.isNull || predicate.objectValue != nil else {
            throw .malformed(field: "predicate")
        }
        subjects = try list.map { item throws(EnvelopeError) in try Self.subject(item) }
        predicateType = type
        self.predicate = predicate
    }

    private static func subject(_ json: JSON) throws(EnvelopeError) -> Subject {
        guard let digests = json["digest"]?.objectValue, !digests.isEmpty else {
            throw .malformed(field: "subject.digest")
        }
        let texts = digests.compactMapValues(\.stringValue)
        guard texts.count == digests.count else { throw .malformed(field: "subject.digest") }
        let name = json["name"] ?? .null
        guard name.isNull || name.stringValue != nil else {
            throw .malformed(field: "subject.name")
        }
        return Subject(name: name.stringValue, digests: texts)
    }
}

extension DSSEEnvelope {
    /// The statement in this envelope, once `threshold` of `keys` are seen to have signed it.
    ///
    /// - Throws: ``EnvelopeError``.
    package func statement(
        verifiedBy keys: [VerifyingKey], threshold: Int = 1
    ) throws(EnvelopeError) -> StatementV1 {
        try verified(by: keys, threshold: threshold)
        return try unverifiedStatement()
    }

    /// The statement as it stands, whoever signed it.
    ///
    /// - Throws: ``EnvelopeError``.
    package func unverifiedStatement() throws(EnvelopeError) -> StatementV1 {
        guard payloadType == StatementV1.payloadType else {
            throw .unexpectedPayloadType(payloadType)
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: payload) } catch { throw .json(error) }
        return try StatementV1(json)
    }
}
