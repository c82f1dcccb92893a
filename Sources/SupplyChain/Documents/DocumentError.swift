/// Where a file of dependencies, or an advisory, stops being what it should be, and why.
package struct DocumentError: Error, Sendable, Equatable {
    /// From 1; 0 when the whole file is meant.
    package let line: Int
    /// Lower case, without a full stop.
    package let message: String

    package init(line: Int = 0, _ message: String) {
        self.line = line
        self.message = message
    }
}

extension DocumentError: CustomStringConvertible {
    package var description: String { line == 0 ? message : "line \(line): \(message)" }
}
