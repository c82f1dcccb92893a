import Governance
package import Ledger
package import Operations
package import Transparency

extension ReadReceipt: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/receipt", name: "readReceipt",
        "The proof that a version's release or registration, a decision or a record is in the ledger.",
        parameters: [
            .init(
                "target", in: .query, .text(max: 200, min: 1), "A version, a decision or an index.")
        ],
        answer: .object(
            ["index": .count, "receipt": .text(max: 1 << 20).described("C2SP tlog-proof.")],
            isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        guard let target = try request.optionalText("target") else {
            throw APIRequest.malformed("target", "text")
        }
        self.init(target: target, by: request.actor)
    }

    package var call: APICall { APICall(query: [("target", target)]) }

    package static func json(_ answer: LogProof) -> JSON {
        ["index": JSON(answer.index), "receipt": .string(answer.encoded)]
    }

    package static func answer(_ json: JSON) -> LogProof? {
        json["receipt"]?.stringValue.flatMap { try? LogProof(parsing: Array($0.utf8)) }
    }
}

extension VerifyLedger: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/verify", name: "verifyLedger",
        "Read the whole ledger and check it: nothing altered, nothing missing, signed by its key.",
        answer: .object(
            [
                "integrity": verdict, "completeness": verdict, "authenticity": verdict,
                "size": .count,
            ],
            isOpen: true))

    private static let verdict = Schema.object(
        ["outcome": .oneOf(["verified", "failed", "unknown"]), "sentence": .text()])

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall() }

    package static func json(_ answer: AuditReport) -> JSON {
        [
            "integrity": answer.integrity.json, "completeness": answer.completeness.json,
            "authenticity": answer.authenticity.json, "size": JSON(answer.size),
            "root": answer.root.map { .string($0.description) } ?? .null,
            "witnesses": .array(answer.witnesses.map(JSON.string)),
        ]
    }

    package static func answer(_ json: JSON) -> AuditReport? {
        guard let integrity = json["integrity"].flatMap(AuditVerdict.init(json:)),
            let completeness = json["completeness"].flatMap(AuditVerdict.init(json:)),
            let authenticity = json["authenticity"].flatMap(AuditVerdict.init(json:)),
            let size = json["size"]?.intValue,
            let witnesses = json["witnesses"]?.all(\.stringValue)
        else { return nil }
        return AuditReport(
            size: size, root: json["root"]?.stringValue.flatMap { Digest($0) },
            integrity: integrity, completeness: completeness, authenticity: authenticity,
            witnesses: witnesses)
    }
}

extension AuditVerdict {
    fileprivate var json: JSON {
        ["outcome": .string(outcome.rawValue), "sentence": .string(sentence)]
    }

    fileprivate init?(json: JSON) {
        guard let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
            let sentence = json["sentence"]?.stringValue
        else { return nil }
        self.init(outcome, sentence)
    }
}
