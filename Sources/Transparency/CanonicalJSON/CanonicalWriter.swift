/// Writes the canonical form of a value piece by piece, where making a ``JSON`` of all of it first
/// would take longer than writing it.
///
/// INVARIANT: whoever writes an object names its members in canonical order, each once.
package struct CanonicalWriter: Sendable {
    private var writer = JSONWriter(style: .canonical)
    /// Whether the next member or element is the first of its object or array.
    private var isFirst = true

    package init() {}

    /// All that was written.
    package var bytes: [UInt8] { writer.bytes }

    /// Writes an object; `members` writes its members.
    package mutating func object(_ members: (inout CanonicalWriter) -> Void) {
        writer.append("{")
        isFirst = true
        members(&self)
        writer.append("}")
        isFirst = false
    }

    /// Writes an array; `element` writes the one at an index.
    package mutating func array(
        count: Int, _ element: (_ index: Int, _ writer: inout CanonicalWriter) -> Void
    ) {
        writer.append("[")
        for index in 0..<count {
            if index > 0 { writer.append(",") }
            element(index, &self)
        }
        writer.append("]")
        isFirst = false
    }

    /// Writes an element or a value whose canonical form was made before.
    package mutating func element(canonical bytes: [UInt8]) { writer.append(contentsOf: bytes) }

    /// Writes an array of which each piece is the canonical form of an element, of several with commas
    /// between them, or of none.
    package mutating func array(ofElements pieces: [[UInt8]]) {
        writer.append("[")
        var isFirst = true
        for piece in pieces where !piece.isEmpty {
            if !isFirst { writer.append(",") }
            writer.append(contentsOf: piece)
            isFirst = false
        }
        writer.append("]")
        self.isFirst = false
    }

    /// Begins a member; its value is what is written next.
    ///
    /// - Parameter name: ASCII without anything to be escaped.
    package mutating func member(_ name: StaticString) {
        writer.append(isFirst ? "\"" : ",\"")
        writer.append(name)
        writer.append("\":")
        isFirst = false
    }

    package mutating func member(_ name: StaticString, _ text: String) {
        member(name)
        writer.write(text: text)
    }

    /// A whole number in all its digits; beyond ±``JSON/integerMax`` that is no canonical form.
    package mutating func member(_ name: StaticString, _ integer: Int64) {
        member(name)
        writer.append(contentsOf: Array(String(integer).utf8))
    }

    package mutating func member(_ name: StaticString, _ value: JSON) {
        member(name)
        writer.write(value)
    }
}
