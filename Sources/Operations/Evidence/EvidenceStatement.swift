import Governance
import Transparency

/// Evidence as an in-toto statement in a DSSE envelope, both ways.
struct EvidenceStatement {
    let kind: EvidenceKind
    let grade: Grade
    let by: Principal.ID
    let at: Instant
    let expiresAt: Instant?
    let lookedAt: [Part]
    let predicate: JSON

    static func predicateType(_ kind: EvidenceKind) -> String {
        "urn:assay:evidence:\(kind.rawValue):v1"
    }

    private var statement: StatementV1 {
        var members: [String: JSON] = [
            "at": .string(at.description), "by": .string(by.text),
            "grade": .string(grade.rawValue), "result": predicate,
        ]
        if let expiresAt { members["expiresAt"] = .string(expiresAt.description) }
        return StatementV1(
            subjects: lookedAt.map { .init(name: $0.role.rawValue, digest: $0.digest) },
            predicateType: Self.predicateType(kind), predicate: .object(members))
    }

    func signed(with key: SigningKey) throws -> [UInt8] {
        try statement.signed(by: [key]).json.canonicalBytes
    }

    func evidence(id: Digest) -> Evidence {
        Evidence(
            id: id, kind: kind, grade: grade, by: by, at: at, expiresAt: expiresAt,
            lookedAt: lookedAt, predicate: predicate)
    }
}

extension Evidence {
    /// Evidence of a row, with the predicate out of its kept statement.
    static func load(_ reference: JSON, from blobs: BlobFolder) throws(Failure) -> Evidence {
        guard let id = reference["id"]?.stringValue.flatMap({ Digest($0) }) else {
            throw .fault("damaged_row", "a row of evidence does not read; run `assay log rebuild`")
        }
        let bytes = try blobs.get(id)
        guard let envelope = try? DSSEEnvelope(parsing: bytes),
            let statement = try? envelope.unverifiedStatement(),
            let result = statement.predicate["result"],
            case .object(var members) = reference
        else { throw .fault("damaged_blob", "the statement `\(id)` does not read") }
        members["predicate"] = result
        guard let evidence = Evidence(json: .object(members)) else {
            throw .fault("damaged_row", "a row of evidence does not read; run `assay log rebuild`")
        }
        return evidence
    }
}
