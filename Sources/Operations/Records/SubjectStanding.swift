import Ledger
import Transparency

/// Where a subject stands: the verdicts on its newest version, and what of it is released.
///
/// Pages count and list subjects by it, so that no number needs a look at every version.
enum SubjectStanding {
    /// A subject's row with what it is found by: `state`, `released` and `documented`.
    static func row(
        _ name: String, _ document: [String: JSON], _ fields: SubjectFields, _ order: Int64
    ) -> Row {
        var index = fields.index
        let states = document["states"]?.objectValue ?? [:]
        index["state"] =
            states.isEmpty ? ["unjudged"] : Set(states.values.compactMap(\.stringValue)).sorted()
        index["released"] = (document["released"]?.objectValue ?? [:]).keys.sorted()
        index["documented"] = [document["documented"]?.stringValue ?? "unjudged"]
        return Row(
            table: ReadModel.subjects.rawValue, key: name, document: .object(document),
            fields: index, words: fields.words, order: order)
    }

    /// What a decision on the newest version changes; one on an older version changes nothing.
    static func judged(_ body: JSON, subject: Row?) -> [RowChange] {
        guard let subject, let to = body["to"]?.stringValue,
            body["version"] == subject.document["latest"]
        else { return [] }
        var document = subject.document.objectValue ?? [:]
        let isReleased = document["states"]?[to] == "released"
        if !(isReleased && body["verdict"] == "allow") {
            document.set("states", to, body["verdict"])
        }
        document.set("judged", to, body["at"])
        document.set("decisions", to, body["decision"])
        // Everything asked for is there when no rule lacks anything; what it says is another matter.
        let outcomes = body["outcomes"]?.objectValue ?? [:]
        document["documented"] = outcomes.values.contains("undecided") ? "no" : "yes"
        let open = outcomes.filter { ["violated", "undecided"].contains($0.value) }.keys.sorted()
        document.set("open", to, .array(open.map(JSON.string)))
        return [put(subject, document)]
    }

    static func released(_ body: JSON, subject: Row?) -> [RowChange] {
        guard let subject, let to = body["to"]?.stringValue else { return [] }
        var document = subject.document.objectValue ?? [:]
        var release: [String: JSON] = [:]
        for member in ["at", "decision", "statement", "version"] { release[member] = body[member] }
        document.set("released", to, .object(release))
        if body["version"] == document["latest"] { document.set("states", to, "released") }
        return [put(subject, document)]
    }

    /// What is released of the subject no longer is, where it is this version.
    static func recalled(_ recall: JSON, subject: Row?) -> [RowChange] {
        guard let subject, var document = subject.document.objectValue else { return [] }
        let version = recall["version"]
        document["released"] = .object(
            (document["released"]?.objectValue ?? [:]).filter { $0.value["version"] != version })
        if version == document["latest"] {
            document["states"] = .object(
                (document["states"]?.objectValue ?? [:]).mapValues { _ in "recalled" })
        }
        return [put(subject, document)]
    }

    private static func put(_ subject: Row, _ document: [String: JSON]) -> RowChange {
        .put(row(subject.key, document, SubjectFields(.object(document)), subject.order))
    }
}

extension [String: JSON] {
    /// Sets a member of an object that is a member.
    fileprivate mutating func set(_ name: String, _ key: String, _ value: JSON?) {
        var members = self[name]?.objectValue ?? [:]
        members[key] = value
        self[name] = .object(members)
    }
}
