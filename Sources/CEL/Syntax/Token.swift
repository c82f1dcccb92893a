/// A piece of source text, with where it stands.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        /// A field name in backticks.
        case quotedIdentifier(String)
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        /// Operators, brackets and the words `in`, `true`, `false`, `null`.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// The first byte.
    let start: Int
    /// One past the last byte.
    let end: Int

    /// The token as an error message shows it.
    var shown: String {
        switch kind {
        case .identifier(let name): "`\(name)`"
        case .quotedIdentifier(let name): "the quoted name `\(name)`"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "a bytes literal"
        case .symbol(let text): "`\(text)`"
        case .end: "end of text"
        }
    }
}
