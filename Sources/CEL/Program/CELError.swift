/// Why an expression could not be loaded or evaluated, and where.
package struct CELError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The text is not an expression.
        case syntax
        /// The expression does not fit the declared names and types.
        case type
        /// A limit on length, depth or work was reached.
        case limit
        /// No function takes values of these types.
        case noSuchOverload
        case noSuchKey
        case noSuchField
        case undeclared
        case divisionByZero
        /// A number, a timestamp or a duration left its range.
        case overflow
        case invalidArgument
    }

    package let kind: Kind
    /// A lower-case sentence without a full stop.
    package let message: String
    /// The line, from 1; 0 when no place is known.
    package var line: Int
    /// The column in code points, from 1; 0 when no place is known.
    package var column: Int
    /// Where the fault is in the source, in bytes; negative when no place is known.
    var offset: Int

    package init(_ kind: Kind, _ message: String, line: Int = 0, column: Int = 0) {
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        offset = -1
    }

    init(_ kind: Kind, _ message: String, at offset: Int) {
        self.init(kind, message)
        self.offset = offset
    }

    /// The same error with its line and column, counted in this source.
    func located(in source: String) -> CELError {
        guard offset >= 0, line == 0 else { return self }
        var located = self
        located.line = 1
        located.column = 1
        var position = 0
        for scalar in source.unicodeScalars {
            if position >= offset { break }
            position += UTF8.width(scalar)
            if scalar == "\n" {
                located.line += 1
                located.column = 1
            } else {
                located.column += 1
            }
        }
        return located
    }
}

extension CELError: CustomStringConvertible {
    package var description: String {
        line > 0 ? "\(message) (line \(line), column \(column))" : message
    }
}
