import Governance
import Ledger
package import Operations
package import Transparency

extension ShowPolicy: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/policies/{policy}", name: "showPolicy",
        "One policy: its text, its fixtures, and where it is used.",
        parameters: [
            .init("policy", in: .path, .text(max: 200, min: 1), "A policy's name.")
        ],
        answer: .object(
            [
                "policy": ListPolicies.Listed.schema, "subjects": .list(.any),
                "decisions": .list(.any),
            ], isOpen: true), problems: [404, 422])

    package init(_ request: APIRequest) throws {
        self.init(name: try request.text("policy"), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["policy": name]) }

    package static func json(_ answer: Shown) -> JSON {
        let listed = ListPolicies.Listed(
            policy: answer.policy, text: answer.text, fixtures: answer.fixtures,
            subjectCount: answer.subjectCount)
        return [
            "policy": listed.json, "subjects": .array(answer.subjects.map(\.document)),
            "decisions": .array(answer.decisions.map(\.document)),
        ]
    }

    package static func answer(_ json: JSON) -> Shown? {
        guard let listed = json["policy"].flatMap(ListPolicies.Listed.init(json:)),
            let subjects = json["subjects"]?.arrayValue,
            let decisions = json["decisions"]?.arrayValue
        else { return nil }
        return Shown(
            policy: listed.policy, text: listed.text, fixtures: listed.fixtures,
            subjectCount: listed.subjectCount,
            subjects: subjects.map { row($0, of: .subjects, key: "name") },
            decisions: decisions.map { row($0, of: .decisions, key: "decision") })
    }

    private static func row(_ document: JSON, of table: ReadModel, key: String) -> Row {
        Row(table: table.rawValue, key: document[key]?.stringValue ?? "", document: document)
    }
}
