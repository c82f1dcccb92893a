import Governance
package import Operations
package import Transparency

extension JudgeVersion: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/versions/{version}/gate", name: "judgeVersion",
        "Ask the gate; an allowed version is released and signed.",
        parameters: [.version], body: .object([:], optional: ["to": .environment]),
        answer: .object(
            ["decision": .any, "id": .digest, "carryover": .any, "release": .any], isOpen: true),
        problems: [404, 409, 422])

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), to: try request.environment(), policyFile: nil,
            by: try request.acting())
    }

    package var call: APICall {
        APICall(
            parameters: ["version": version.description], body: ["to": .string(to)])
    }

    package static func json(_ answer: Judged) -> JSON {
        [
            "decision": answer.decision.json, "id": .string(answer.decision.id.description),
            "carryover": answer.carryover?.json ?? .null, "release": answer.release?.json ?? .null,
        ]
    }

    package static func answer(_ json: JSON) -> Judged? {
        guard let decision = json["decision"].flatMap(Decision.init(json:)),
            let carryover = json["carryover"], let release = json["release"]
        else { return nil }
        let carried = Carryover(json: carryover)
        let signed = SignedRelease(json: release)
        guard carryover.isNull || carried != nil, release.isNull || signed != nil else {
            return nil
        }
        return Judged(decision: decision, carryover: carried, release: signed)
    }
}

extension ReplayDecision: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/decisions/{decision}/replay", name: "replayDecision",
        "Make a recorded decision again from its recorded facts and policy.",
        parameters: [
            .init(
                "decision", in: .path, .text(max: 80, min: 6), "Its digest, or the beginning of it."
            )
        ],
        answer: .object(
            ["recorded": .digest, "replayed": .any, "identical": .boolean], isOpen: true),
        problems: [404, 422])

    package init(_ request: APIRequest) throws {
        self.init(decision: try request.text("decision"), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["decision": decision]) }

    package static func json(_ answer: Replayed) -> JSON {
        [
            "recorded": .string(answer.recorded.description), "replayed": answer.replayed.json,
            "identical": .bool(answer.isIdentical),
        ]
    }

    package static func answer(_ json: JSON) -> Replayed? {
        guard let recorded = json["recorded"]?.stringValue.flatMap({ Digest($0) }),
            let replayed = json["replayed"].flatMap(Decision.init(json:)),
            let isIdentical = json["identical"]?.boolValue
        else { return nil }
        return Replayed(recorded: recorded, replayed: replayed, isIdentical: isIdentical)
    }
}
