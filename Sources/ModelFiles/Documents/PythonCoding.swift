/// The coding that a source file declares in its first two lines.
///
/// Source: PEP 263.
enum PythonCoding {
    /// Codings in which a text reads as it stands, but for letters beyond ASCII.
    private static let plain = [
        "utf-8", "utf8", "ascii", "us-ascii", "latin", "iso-8859", "iso8859", "cp125",
        "windows-125",
        "euc", "gb", "big5", "shift", "koi8", "mac-roman", "utf-8-sig",
    ]

    /// A declared coding in which the program is another than the one that stands there.
    static func hiding(_ text: String) -> String? {
        for line in text.prefix(400).split(separator: "\n", maxSplits: 2).prefix(2) {
            let bare = line.drop { $0 == " " || $0 == "\t" }
            guard bare.hasPrefix("#"), let mark = bare.firstRange(of: "coding") else { continue }
            let rest = bare[mark.upperBound...]
            guard rest.first == ":" || rest.first == "=" else { continue }
            let name = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
                .prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }.lowercased()
            let dashed = name.split(separator: "_").joined(separator: "-")
            return name.isEmpty || plain.contains(where: dashed.hasPrefix) ? nil : name
        }
        return nil
    }
}
