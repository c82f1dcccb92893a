import Transparency

/// The path of a route: fixed parts, `{name}` for one part, `{name...}` for all that follow; with a
/// slash at its end, it is asked for with one.
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
        parts = Self.parts(text) + (text.hasSuffix("/") && text != "/" ? [.fixed("")] : [])
    }

    private static func parts(_ text: String) -> [Part] {
        text.split(separator: "/").map { part in
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

    /// - Returns: The decoded parts, the last of them empty when the path ends in a slash; `nil` when
    ///   the path is not plain: too long, not percent-encoded UTF-8, with an empty part elsewhere, or
    ///   with `.`, `..`, a slash, a backslash or a control character in a part.
    static func parts(_ path: some StringProtocol) -> [String]? {
        guard path.utf8.count <= byteCountMax, path.hasPrefix("/") else { return nil }
        if path == "/" { return [] }
        var parts: [String] = []
        let endsInSlash = path.hasSuffix("/")
        let asked = endsInSlash ? path.dropFirst().dropLast() : path.dropFirst()
        for part in asked.split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = PercentEncoding.decode(part), isPlain(decoded) else { return nil }
            parts.append(decoded)
        }
        return endsInSlash ? parts + [""] : parts
    }

    /// The same target, path and query, with one slash where it begins with several.
    ///
    /// INVARIANT: it begins with one slash, so that it is an address of this server's.
    ///
    /// - Returns: `nil` when it does not, or is not of visible ASCII characters alone.
    static func withOneSlash(_ target: String) -> String? {
        guard target.hasPrefix("//"), target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        return "/" + target.drop { $0 == "/" }
    }

    private static func isPlain(_ part: String) -> Bool {
        !part.isEmpty && part != "." && part != ".."
            && part.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\"
            }
    }
}
