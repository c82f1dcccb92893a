import Governance
package import Operations
package import Transparency

extension BacktestPolicy: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/policies/backtest", name: "backtestPolicy",
        "List the past decisions that a policy would change.",
        body: .object(["policy": .text(max: 1 << 20, min: 1)], optional: ["name": .text(max: 400)]),
        answer: .object(
            ["policy": .text(), "judged": .count, "passedOver": .count, "changes": .list(.any)],
            isOpen: true), problems: [404, 422])

    package init(_ request: APIRequest) throws {
        self.init(
            file: PolicyFile(
                name: try request.optionalText("name") ?? "the policy",
                bytes: Array(try request.text("policy").utf8)), by: request.actor)
    }

    package var call: APICall {
        APICall(
            body: [
                "policy": .string(String(decoding: file.bytes, as: UTF8.self)),
                "name": .string(file.name),
            ])
    }

    package static func json(_ answer: Outcome) -> JSON {
        [
            "policy": .string(answer.policy), "judged": JSON(answer.judgedCount),
            "passedOver": JSON(answer.passedOverCount),
            "changes": .array(answer.changes.map(\.json)),
        ]
    }

    package static func answer(_ json: JSON) -> Outcome? {
        guard let policy = json["policy"]?.stringValue, let judged = json["judged"]?.intValue,
            let passedOver = json["passedOver"]?.intValue,
            let changes = json["changes"]?.all(Change.init(json:))
        else { return nil }
        return Outcome(
            policy: policy, judgedCount: judged, passedOverCount: passedOver, changes: changes)
    }
}

extension BacktestPolicy.Change {
    package var json: JSON {
        [
            "at": .string(at.description), "decision": .string(decision.description),
            "rules": .array(rules.map(JSON.string)), "version": .string(version),
            "was": .string(was.rawValue), "would": .string(would.rawValue),
        ]
    }

    init?(json: JSON) {
        guard let decision = json["decision"]?.stringValue.flatMap({ Digest($0) }),
            let version = json["version"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let was = json["was"]?.stringValue.flatMap(Verdict.init(rawValue:)),
            let would = json["would"]?.stringValue.flatMap(Verdict.init(rawValue:)),
            let rules = json["rules"]?.all(\.stringValue)
        else { return nil }
        self.init(
            decision: decision, version: version, at: at, was: was, would: would, rules: rules)
    }
}
