import Transparency

/// Values as PostgreSQL's text form, both ways.
enum PostgresText {
    /// Bytes as `bytea`: `\x` and hex.
    static func bytes(_ bytes: some Collection<UInt8>) -> String { "\\x" + Hex.encode(bytes) }

    /// - Returns: `nil` for anything but `\x` and hex.
    static func bytes(_ text: String?) -> [UInt8]? {
        guard let text, text.hasPrefix("\\x") else { return nil }
        return Hex.decode(text.dropFirst(2))
    }

    /// An array literal, each element quoted.
    static func array(_ elements: some Sequence<String>) -> String {
        "{" + elements.map(quoted).joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
