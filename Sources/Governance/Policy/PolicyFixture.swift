package import Transparency

/// An example kept beside the rules: facts, and what the gate must say of them.
package struct PolicyFixture: Sendable {
    package let name: String
    /// Facts that differ from the blank dossier's.
    package let given: JSON
    package let verdict: Verdict
    package let outcomes: [String: Finding.Outcome]
    package let line: Int

    init(reading node: PolicyNode) throws(PolicyError) {
        let reader = try PolicyReader(
            node, what: "a fixture", keys: ["name", "given", "expect", "findings"])
        name = try reader.text("name")
        given = try reader.value("given").map(Self.given) ?? [:]
        verdict = try PolicyReader.choice(reader.required("expect"), "`expect`")
        var outcomes: [String: Finding.Outcome] = [:]
        if let findings = reader.value("findings") {
            guard case .map(let entries) = findings.content else {
                throw PolicyError(findings, "`findings` must be a map from rule to outcome")
            }
            for entry in entries {
                let rule = try PolicyReader.text(entry.key, "a rule")
                let outcome: Finding.Outcome = try PolicyReader.choice(entry.value, "`\(rule)`")
                guard outcomes.updateValue(outcome, forKey: rule) == nil else {
                    throw PolicyError(entry.key, "`\(rule)` stands twice in `findings`")
                }
            }
        }
        self.outcomes = outcomes
        line = node.line
    }

    private static func given(_ node: PolicyNode) throws(PolicyError) -> JSON {
        _ = try PolicyReader(
            node, what: "`given`", keys: ["subject", "parts", "to", "evidence", "approvals"])
        return try PolicyNode.json(node)
    }
}

extension PolicyNode {
    /// As JSON: unquoted numbers, `true`, `false` and `null` are what they look like.
    static func json(_ node: PolicyNode) throws(PolicyError) -> JSON {
        switch node.content {
        case .scalar(let text, let isQuoted):
            return isQuoted ? .string(text) : scalar(text)
        case .list(let items):
            var values: [JSON] = []
            for item in items { values.append(try json(item)) }
            return .array(values)
        case .map(let entries):
            var members: [String: JSON] = [:]
            for entry in entries {
                let key = try PolicyReader.text(entry.key, "a key")
                guard members.updateValue(try json(entry.value), forKey: key) == nil else {
                    throw PolicyError(entry.key, "`\(key)` stands twice")
                }
            }
            return .object(members)
        }
    }

    private static func scalar(_ text: String) -> JSON {
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null", "~", "": return .null
        default:
            guard let value = Double(text), value.isFinite else { return .string(text) }
            return .number(value)
        }
    }
}
