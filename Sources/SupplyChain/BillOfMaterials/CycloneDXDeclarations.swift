import Transparency

/// The evidence of a bill as CycloneDX's declarations: each statement is evidence of a claim about
/// the model, and one attestation puts the claims together.
struct CycloneDXDeclarations {
    private let bill: BillOfMaterials

    init(_ bill: BillOfMaterials) { self.bill = bill }

    /// `nil` without evidence.
    var json: JSON? {
        guard !bill.evidence.isEmpty else { return nil }
        return [
            "assessors": [
                [
                    "bom-ref": "assessor", "thirdParty": false,
                    "organization": CycloneDXWriter.organisation(bill.model.supplier),
                ]
            ],
            "attestations": [
                [
                    "summary": "what was looked at, and what is said of it", "assessor": "assessor",
                    "map": [["claims": .texts(bill.evidence.map(Self.claim))]],
                ]
            ],
            "claims": .array(bill.evidence.map(Self.claimed)),
            "evidence": .array(bill.evidence.map(Self.evidence)),
        ]
    }

    private static func claim(_ evidence: BilledEvidence) -> String { "claim/\(evidence.id)" }
    private static func reference(_ evidence: BilledEvidence) -> String {
        "evidence/\(evidence.id)"
    }

    private static func claimed(_ evidence: BilledEvidence) -> JSON {
        [
            "bom-ref": .string(claim(evidence)), "target": .string(CycloneDXWriter.model),
            "predicate": .string(evidence.kind),
            "reasoning": .string("grade: \(evidence.grade)"),
            "evidence": [.string(reference(evidence))],
        ]
    }

    private static func evidence(_ evidence: BilledEvidence) -> JSON {
        .stated([
            "bom-ref": .string(reference(evidence)), "propertyName": .string(evidence.kind),
            "description": .string(
                "a signed statement, \(evidence.grade), about "
                    + evidence.lookedAt.map(\.description).joined(separator: ", ")),
            "created": .string(evidence.at.description),
            "expires": .text(evidence.expiresAt?.description),
            "author": CycloneDXWriter.contact(evidence.by),
        ])
    }
}
