/// The name of a Python package, in PEP 503's normal form: `Typing_Extensions` and
/// `typing.extensions` are `typing-extensions`.
package struct PackageName: Sendable, Hashable {
    /// Lower-case ASCII letters, digits, and single `-` between them.
    package let text: String

    static let byteCountMax = 256

    /// - Returns: `nil` for what is no name: other characters, a separator at an end, more than 256
    ///   bytes.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.byteCountMax, bytes.allSatisfy(Self.isNamed),
            let first = bytes.first, let last = bytes.last, !Self.separates(first),
            !Self.separates(last)
        else { return nil }
        let words = bytes.split(whereSeparator: Self.separates).map { $0.map(\.lowercased) }
        self.text = words.joined(separator: [UInt8(ascii: "-")]).text
    }

    private static func separates(_ byte: UInt8) -> Bool { "-_.".utf8.contains(byte) }

    static func isNamed(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || separates(byte)
    }
}

extension PackageName: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension PackageName: CustomStringConvertible {
    package var description: String { text }
}
