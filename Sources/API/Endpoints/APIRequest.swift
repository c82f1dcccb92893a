package import Operations
package import Transparency

/// What a client asks, taken apart: the same value on both ends.
package struct APIRequest: Sendable {
    /// Of the path, decoded.
    package let parameters: [String: String]
    package let query: [(name: String, value: String)]
    package let body: JSON?
    package let actor: Actor

    package init(
        parameters: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: JSON? = nil, actor: Actor
    ) {
        self.parameters = parameters
        self.query = query
        self.body = body
        self.actor = actor
    }
}

/// What a client sends to have an operation done.
package struct APICall: Sendable {
    package let parameters: [String: String]
    package let query: [(name: String, value: String)]
    package let body: JSON?

    package init(
        parameters: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: JSON? = nil
    ) {
        self.parameters = parameters
        self.query = query
        self.body = body
    }
}

// Reading a request's parts, each with a sentence when it is not as it should be.
extension APIRequest {
    package func text(_ name: String) throws(Failure) -> String {
        if let text = parameters[name] { return text }
        guard let text = body?[name]?.stringValue else { throw Self.malformed(name, "text") }
        return text
    }

    package func optionalText(_ name: String) throws(Failure) -> String? {
        if let text = query.first(where: { $0.name == name })?.value { return text }
        guard let value = body?[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw Self.malformed(name, "text") }
        return text
    }

    package func queried(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    package func whole(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        let stated = query.first { $0.name == name }?.value
        guard let number = stated.map({ Int($0) }) ?? body?[name]?.intValue else {
            if stated == nil, body?[name] ?? .null == .null { return nil }
            throw Self.malformed(name, "a whole number")
        }
        guard range.contains(number) else {
            throw .fault(
                "bad_request",
                "`\(name)` must be from \(range.lowerBound) to \(range.upperBound), not `\(number)`"
            )
        }
        return number
    }

    package func list(_ name: String) throws(Failure) -> [JSON]? {
        guard let value = body?[name], !value.isNull else { return nil }
        guard let list = value.arrayValue else { throw Self.malformed(name, "a list") }
        return list
    }

    package func texts(_ name: String) throws(Failure) -> [String]? {
        guard let list = try list(name) else { return nil }
        let texts = list.compactMap(\.stringValue)
        guard texts.count == list.count else { throw Self.malformed(name, "a list of texts") }
        return texts
    }

    /// A text that must be the name of something, such as a version.
    package func parsed<Value>(
        _ name: String, as what: String, _ read: (String) -> Value?
    ) throws(Failure) -> Value {
        let text = try text(name)
        guard let value = read(text) else { throw Self.unreadable(name, text, what) }
        return value
    }

    package func optionallyParsed<Value>(
        _ name: String, as what: String, _ read: (String) -> Value?
    ) throws(Failure) -> Value? {
        guard let text = try optionalText(name) else { return nil }
        guard let value = read(text) else { throw Self.unreadable(name, text, what) }
        return value
    }

    package static func malformed(_ name: String, _ wanted: String) -> Failure {
        .fault("bad_request", "`\(name)` is missing or is not \(wanted)")
    }

    private static func unreadable(_ name: String, _ text: String, _ what: String) -> Failure {
        .fault("bad_request", "`\(name)` is `\(text.prefix(200))`, which is not \(what)")
    }
}
