/// Finds the use of an anchor in YAML's text, before the parser copies what it stands for.
enum YAMLAnchors {
    /// The line, from 1, of the first `*name` where a value may begin, whose anchor `&name` stands
    /// where one may; `nil` when there is none.
    ///
    /// - Complexity: O(bytes).
    static func lineOfAlias(in bytes: [UInt8]) -> Int? {
        let anchors = Set(names(behind: UInt8(ascii: "&"), in: bytes).map(\.name))
        guard !anchors.isEmpty else { return nil }
        return names(behind: UInt8(ascii: "*"), in: bytes)
            .first { anchors.contains($0.name) }?.line
    }

    private static func names(
        behind mark: UInt8, in bytes: [UInt8]
    ) -> [(name: ArraySlice<UInt8>, line: Int)] {
        var found: [(name: ArraySlice<UInt8>, line: Int)] = []
        var line = 1
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == mark, index == 0 || " \t\r\n[{,:".utf8.contains(bytes[index - 1]) else {
                continue
            }
            let name = bytes[(index + 1)...].prefix {
                $0.isLetter || $0.isDigit || "_-".utf8.contains($0)
            }
            if !name.isEmpty { found.append((name, line)) }
        }
        return found
    }
}
