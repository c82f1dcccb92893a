/// A map of a policy file being read: knows which keys may stand there.
struct PolicyReader {
    let node: PolicyNode
    private let what: String
    private let values: [String: PolicyNode]

    /// - Throws: ``PolicyError`` for anything but a map, an unknown key or one that stands twice.
    init(_ node: PolicyNode, what: String, keys: [String]) throws(PolicyError) {
        guard case .map(let entries) = node.content else {
            throw PolicyError(node, "\(what) must be a map, not \(node.name)")
        }
        var values: [String: PolicyNode] = [:]
        for entry in entries {
            guard case .scalar(let key, _) = entry.key.content, keys.contains(key) else {
                throw PolicyError(
                    entry.key,
                    "unknown key \(entry.key.name) in \(what), expected one of \(keys.inBackticks)")
            }
            guard values.updateValue(entry.value, forKey: key) == nil else {
                throw PolicyError(entry.key, "`\(key)` stands twice in \(what)")
            }
        }
        self.node = node
        self.what = what
        self.values = values
    }

    func value(_ key: String) -> PolicyNode? { values[key] }

    func required(_ key: String) throws(PolicyError) -> PolicyNode {
        guard let value = values[key] else {
            throw PolicyError(node, "\(what) must have `\(key)`")
        }
        return value
    }

    func text(_ key: String) throws(PolicyError) -> String {
        let node = try required(key)
        let text = try Self.text(node, "`\(key)`")
        guard !text.allSatisfy(\.isWhitespace) else {
            throw PolicyError(node, "`\(key)` must not be empty")
        }
        return text
    }

    func optionalText(_ key: String) throws(PolicyError) -> String? {
        values[key] == nil ? nil : try text(key)
    }

    func flag(_ key: String, default fallback: Bool) throws(PolicyError) -> Bool {
        guard let node = values[key] else { return fallback }
        switch try Self.text(node, "`\(key)`") {
        case "true": return true
        case "false": return false
        default: throw PolicyError(node, "`\(key)` must be true or false, not \(node.name)")
        }
    }

    func count(_ key: String, in range: ClosedRange<Int>, default fallback: Int)
        throws(PolicyError) -> Int
    {
        guard let node = values[key] else { return fallback }
        guard case .scalar(let text, false) = node.content, let value = Int(text),
            range.contains(value)
        else {
            throw PolicyError(
                node,
                "`\(key)` must be a whole number from \(range.lowerBound) to \(range.upperBound), "
                    + "not \(node.name)")
        }
        return value
    }

    /// Days, written `90d`.
    func days(_ key: String) throws(PolicyError) -> Int? {
        guard let node = values[key] else { return nil }
        guard case .scalar(let text, _) = node.content, text.last == "d",
            let days = Int(text.dropLast()), (1...36_500).contains(days)
        else {
            throw PolicyError(node, "`\(key)` must be days such as `90d`, not \(node.name)")
        }
        return days
    }

    /// One of an enumeration's cases.
    func choice<Choice>(_ key: String, default fallback: Choice) throws(PolicyError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let node = values[key] else { return fallback }
        return try Self.choice(node, "`\(key)`")
    }

    /// A list of an enumeration's cases; one alone may stand without brackets.
    func choices<Choice>(_ key: String, default fallback: [Choice]) throws(PolicyError) -> [Choice]
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let node = values[key] else { return fallback }
        var choices: [Choice] = []
        for item in try items(key) { choices.append(try Self.choice(item, "`\(key)`")) }
        guard !choices.isEmpty else { throw PolicyError(node, "`\(key)` must not be empty") }
        return choices
    }

    func texts(_ key: String) throws(PolicyError) -> [String] {
        var texts: [String] = []
        for item in try items(key) { texts.append(try Self.text(item, "`\(key)`")) }
        return texts
    }

    func items(_ key: String) throws(PolicyError) -> [PolicyNode] {
        guard let node = values[key] else { return [] }
        switch node.content {
        case .list(let items): return items
        case .scalar: return [node]
        case .map: throw PolicyError(node, "`\(key)` must be a list, not a map")
        }
    }

    static func text(_ node: PolicyNode, _ what: String) throws(PolicyError) -> String {
        guard case .scalar(let text, _) = node.content else {
            throw PolicyError(node, "\(what) must be text, not \(node.name)")
        }
        return text
    }

    static func choice<Choice>(_ node: PolicyNode, _ what: String) throws(PolicyError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        guard case .scalar(let text, _) = node.content, let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue)
            throw PolicyError(node, "\(what) must be one of \(known.inBackticks), not \(node.name)")
        }
        return choice
    }
}

extension Sequence<String> {
    /// For messages: `a`, `b`, `c`.
    package var inBackticks: String { map { "`\($0)`" }.joined(separator: ", ") }
}
