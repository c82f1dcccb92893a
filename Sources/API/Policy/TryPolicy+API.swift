import Governance
package import Operations
package import Transparency

extension TryPolicy: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/policies/try", name: "tryPolicy",
        "Try a changed text of a policy on its fixtures and on the newest decisions; nothing changes.",
        body: .object(["text": .text(max: byteCountMax, min: 1)]),
        answer: .object(
            [
                "policy": .text(), "fixtures": .list(FixtureResult.schema), "judged": .count,
                "passedOver": .count, "hasMore": .boolean, "changes": .list(.any),
            ], isOpen: true), problems: [422])

    package init(_ request: APIRequest) throws {
        self.init(text: try request.text("text"), by: request.actor)
    }

    package var call: APICall { APICall(body: ["text": .string(text)]) }

    package static func json(_ answer: Tried) -> JSON {
        [
            "policy": .string(answer.policy), "fixtures": .array(answer.fixtures.map(\.json)),
            "judged": JSON(answer.judgedCount), "passedOver": JSON(answer.passedOverCount),
            "hasMore": .bool(answer.hasMore), "changes": .array(answer.changes.map(\.json)),
        ]
    }

    package static func answer(_ json: JSON) -> Tried? {
        guard let policy = json["policy"]?.stringValue,
            let fixtures = json["fixtures"]?.all(FixtureResult.init(json:)),
            let judged = json["judged"]?.intValue, let passedOver = json["passedOver"]?.intValue,
            let hasMore = json["hasMore"]?.boolValue,
            let changes = json["changes"]?.all(BacktestPolicy.Change.init(json:))
        else { return nil }
        return Tried(
            policy: policy, fixtures: fixtures, judgedCount: judged, passedOverCount: passedOver,
            hasMore: hasMore, changes: changes)
    }
}
