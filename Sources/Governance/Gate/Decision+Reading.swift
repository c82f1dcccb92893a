package import Transparency

// Reading what was decided elsewhere: on a server, for somebody at a command line.
extension Decision {
    /// Reads what ``json`` writes, and nothing else.
    package init?(json: JSON) {
        guard json["v"]?.intValue == 1, let engine = json["engine"]?.stringValue,
            let version = json["version"]?.stringValue.flatMap({ VersionName($0) }),
            let root = json["root"]?.stringValue.flatMap({ Digest($0) }),
            let to = json["to"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let policy = json["policy"]?.stringValue.flatMap({ Digest($0) }),
            let policyName = json["policyName"]?.stringValue,
            let facts = json["facts"]?.stringValue.flatMap({ Digest($0) }),
            let verdict = json["verdict"]?.stringValue.flatMap(Verdict.init(rawValue:)),
            let findings = json["findings"]?.all(Finding.init(json:))
        else { return nil }
        self.init(
            engine: engine, version: version, root: root, to: to, at: at, policy: policy,
            policyName: policyName, facts: facts, verdict: verdict, findings: findings)
        guard self.json == json else { return nil }
    }
}

extension Finding {
    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let rule = json["rule"]?.stringValue, let title = json["title"]?.stringValue,
            let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
            let because = json["because"]?.stringValue, let remedy = json["remedy"]?.stringValue,
            let details = json["details"]?.all(\.stringValue),
            let missing = json["missing"]?.all(\.stringValue),
            let evidence = json["evidence"]?.all({ $0.stringValue.flatMap { Digest($0) } }),
            let controls = json["controls"]?.all(\.stringValue),
            let waiver = json.optional("waiver", { Digest($0) })
        else { return nil }
        self.init(
            rule: rule, title: title, outcome: outcome, because: because, details: details,
            remedy: remedy, missing: missing, evidence: evidence, waiver: waiver,
            controls: controls)
    }
}

extension Carryover {
    package var json: JSON {
        [
            "changed": .array(changed.map { .string($0.rawValue) }),
            "from": .string(from.description), "items": .array(items.map(\.json)),
            "redo": .array(redo.map(JSON.string)),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let from = json["from"]?.stringValue.flatMap({ VersionName($0) }),
            let changed = json["changed"]?.partRoles, let redo = json["redo"]?.all(\.stringValue),
            let items = json["items"]?.all(Item.init(json:))
        else { return nil }
        self.init(from: from, changed: changed, items: items, redo: redo)
    }
}

extension Carryover.Item {
    var json: JSON {
        [
            "id": .string(id.description), "name": .string(name),
            "roles": .array(roles.map { .string($0.rawValue) }), "standing": standing.json,
            "what": .string(what),
        ]
    }

    init?(json: JSON) {
        guard let id = json["id"]?.stringValue.flatMap({ Digest($0) }),
            let what = json["what"]?.stringValue, let name = json["name"]?.stringValue,
            let roles = json["roles"]?.partRoles,
            let standing = json["standing"].flatMap(Standing.init(json:))
        else { return nil }
        self.init(id: id, what: what, name: name, roles: roles, standing: standing)
    }
}

extension Standing {
    fileprivate var json: JSON {
        switch self {
        case .holds: ["is": "holds"]
        case .void(let roles): ["is": "void", "roles": roles.json]
        case .voidByTerms: ["is": "voidByTerms"]
        case .voidByComposition(let roles): ["is": "voidByComposition", "roles": roles.json]
        }
    }

    fileprivate init?(json: JSON) {
        switch (json["is"]?.stringValue, json["roles"]?.partRoles) {
        case ("holds", nil): self = .holds
        case ("void", let roles?): self = .void(roles)
        case ("voidByTerms", nil): self = .voidByTerms
        case ("voidByComposition", let roles?): self = .voidByComposition(roles)
        default: return nil
        }
    }
}

extension [PartRole] {
    fileprivate var json: JSON { .array(map { .string($0.rawValue) }) }
}

extension JSON {
    fileprivate var partRoles: [PartRole]? {
        all { $0.stringValue.flatMap(PartRole.init(rawValue:)) }
    }
}
