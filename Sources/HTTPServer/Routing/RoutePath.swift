/// The path of a route: fixed parts, `{name}` for one part, `{name...}` for all that follow.
package struct RoutePath: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case fixed(String)
        case parameter(String)
        case rest(String)
    }

    package let text: String
    let parts: [Part]

    package init(_ text: String) {
        self.text = text
        parts = text.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .fixed(String(part)) }
            let name = part.dropFirst().dropLast()
            return name.hasSuffix("...")
                ? .rest(String(name.dropLast(3))) : .parameter(String(name))
        }
    }
}

/// The path that a client asks for, taken apart before it is decoded, so that no encoded slash or
/// dot can lead anywhere.
enum AskedPath {
    static let byteCountMax = 4096

    /// - Returns: The decoded parts; `nil` when the path is not plain: too long, not percent-encoded
    ///   UTF-8, with `.`, `..`, a slash, a backslash or a control character in a part.
    static func parts(_ path: some StringProtocol) -> [String]? {
        guard path.utf8.count <= byteCountMax, path.hasPrefix("/") else { return nil }
        if path == "/" { return [] }
        var parts: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = PercentEncoding.decode(part), isPlain(decoded) else { return nil }
            parts.append(decoded)
        }
        return parts
    }

    private static func isPlain(_ part: String) -> Bool {
        !part.isEmpty && part != "." && part != ".."
            && part.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\"
            }
    }
}

/// Percent-encoding, RFC 3986.
package enum PercentEncoding {
    /// - Returns: `nil` when a `%` is not followed by two hexadecimal digits, or it is no UTF-8.
    package static func decode(
        _ text: some StringProtocol, plusIsSpace: Bool = false
    ) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit)
                else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The pairs of a query or of a form; `nil` when it is malformed or has more than `countMax`.
    package static func pairs(
        _ text: some StringProtocol, countMax: Int = 200
    ) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let halves = pair.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < countMax, let name = decode(halves[0], plusIsSpace: true),
                let value = halves.count == 2 ? decode(halves[1], plusIsSpace: true) : ""
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }
}
