/// Where a YAML text uses an anchor a second time.
///
/// The parser copies what an alias stands for, so that a few lines of aliases of aliases grow
/// without bound, and it compares keys before anybody can count them. So aliases are found in the
/// text itself: `*name` where a value may begin, of an anchor `&name` that stands there too.
struct YAMLAlias {
    let name: String
    /// From 1.
    let line: Int
    let column: Int

    /// - Returns: The first alias; `nil` when there is none.
    /// - Complexity: O(bytes).
    static func first(in bytes: [UInt8]) -> YAMLAlias? {
        let anchors = Set(marks(UInt8(ascii: "&"), in: bytes).map(\.name))
        guard !anchors.isEmpty else { return nil }
        return marks(UInt8(ascii: "*"), in: bytes).first { anchors.contains($0.name) }
    }

    private static func marks(_ mark: UInt8, in bytes: [UInt8]) -> [YAMLAlias] {
        var found: [YAMLAlias] = []
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            guard byte == mark, index == 0 || mayPrecede(bytes[index - 1]) else { continue }
            let name = bytes[(index + 1)...].prefix(while: isNamed)
            guard !name.isEmpty else { continue }
            found.append(
                YAMLAlias(
                    name: String(decoding: name, as: UTF8.self), line: line,
                    column: index - lineStart + 1))
        }
        return found
    }

    private static func mayPrecede(_ byte: UInt8) -> Bool { " \t\r\n[{,:".utf8.contains(byte) }

    private static func isNamed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
