import Governance
package import Ledger
package import Operations
package import Transparency

extension VerifyLedger: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/log/verify", name: "verifyLedger",
        "Read the whole ledger and check it: nothing altered, nothing missing, signed by its key.",
        body: .object(
            [:],
            optional: [
                "against": .list(.text(max: 100_000), max: 100).described(
                    "Checkpoints that were kept elsewhere, as signed notes.")
            ]),
        answer: .object(
            [
                "integrity": verdict, "completeness": verdict, "authenticity": verdict,
                "size": .count,
            ],
            isOpen: true))

    private static let verdict = Schema.object(
        ["outcome": .oneOf(["verified", "failed", "unknown"]), "sentence": .text()])

    package init(_ request: APIRequest) throws {
        let notes = try (request.texts("against") ?? []).map { text in
            guard let note = try? SignedNote(parsing: text) else {
                throw APIRequest.malformed("against", "a list of checkpoints")
            }
            return note
        }
        self.init(against: notes, by: request.actor)
    }

    package var call: APICall {
        APICall(body: ["against": .array(against.map { .string($0.encoded) })])
    }

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
