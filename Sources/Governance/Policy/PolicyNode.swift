/// A value of a policy file, with its place, before anybody knows what it means.
package struct PolicyNode: Sendable, Equatable {
    package indirect enum Content: Sendable, Equatable {
        /// Text as it stands, and whether it was quoted (then it is text whatever it looks like).
        case scalar(String, isQuoted: Bool)
        case list([PolicyNode])
        case map([Entry])
    }

    package struct Entry: Sendable, Equatable {
        package let key: PolicyNode
        package let value: PolicyNode
        package init(key: PolicyNode, value: PolicyNode) {
            self.key = key
            self.value = value
        }
    }

    package let content: Content
    /// From 1.
    package let line: Int
    package let column: Int

    package init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    var name: String {
        switch content {
        case .scalar(let text, _): "`\(text)`"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

/// What is wrong with a policy file, and where.
package struct PolicyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; 0 when the whole file is meant.
    package let line: Int
    package let column: Int
    package let message: String

    package init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    init(_ node: PolicyNode, _ message: String) {
        self.init(line: node.line, column: node.column, message: message)
    }

    package var description: String { "line \(line), column \(column): \(message)" }
}
