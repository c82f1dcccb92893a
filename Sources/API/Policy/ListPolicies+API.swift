import Governance
package import Operations
package import Transparency

extension ListPolicies: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/policies", name: "listPolicies",
        "The policies, whether their fixtures pass, and how many subjects each is for.",
        answer: .object(["policies": .list(Listed.schema)], isOpen: true), problems: [422])

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall() }

    package static func json(_ answer: [Listed]) -> JSON {
        ["policies": .array(answer.map(\.json))]
    }

    package static func answer(_ json: JSON) -> [Listed]? {
        json["policies"]?.all(Listed.init(json:))
    }
}

extension ListPolicies.Listed {
    static let schema = Schema.object(
        [
            "name": .text(max: 200), "title": .text(), "text": .text(max: 1 << 20),
            "fixtures": .list(FixtureResult.schema), "subjectCount": .count,
        ], isOpen: true)

    var json: JSON {
        [
            "name": .string(policy.name), "title": .string(policy.title), "text": .string(text),
            "fixtures": .array(fixtures.map(\.json)), "subjectCount": JSON(subjectCount),
        ]
    }

    /// A policy is what its text says.
    init?(json: JSON) {
        guard let text = json["text"]?.stringValue,
            let policy = try? PolicyFile(name: "", bytes: Array(text.utf8)).policy(),
            let fixtures = json["fixtures"]?.all(FixtureResult.init(json:)),
            let subjectCount = json["subjectCount"]?.intValue
        else { return nil }
        self.init(policy: policy, text: text, fixtures: fixtures, subjectCount: subjectCount)
    }
}

extension FixtureResult {
    static let schema = Schema.object(
        ["name": .text(), "line": .count, "differences": .list(.text(max: 100_000))],
        isOpen: true)

    var json: JSON {
        [
            "name": .string(name), "line": JSON(line),
            "differences": .array(differences.map(JSON.string)),
        ]
    }

    init?(json: JSON) {
        guard let name = json["name"]?.stringValue, let line = json["line"]?.intValue,
            let differences = json["differences"]?.all(\.stringValue)
        else { return nil }
        self.init(name: name, line: line, differences: differences)
    }
}
