/// A Swift file of this repository, read once.
struct SourceFile: Sendable {
    /// From the repository's root, such as `Sources/Ledger/Commits/Sequencer.swift`.
    let path: String
    /// As they stand in the file.
    let lines: [String]
    /// Without comments and what strings say.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = BareSource(text).lines
    }

    var name: String { String(path.split(separator: "/").last ?? "") }
    /// The room, which is the folder below `Sources` or `Tests`.
    var room: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    /// A newline ends a file and starts no line.
    var lineCount: Int { lines.last?.isEmpty == true ? lines.count - 1 : lines.count }

    /// The modules it imports, with the lines (from 1).
    var imports: [(line: Int, module: String)] {
        code.enumerated().compactMap { index, line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place <= 2 else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let"]
            let rest = words[(place + 1)...].drop { kinds.contains($0) }
            let module = rest.first?.split(separator: ".").first
            return module.map { (index + 1, String($0)) }
        }
    }

    /// The first line (from 1) and the length of each function, initialiser, subscript and computed
    /// property.
    var functions: [(line: Int, length: Int)] {
        code.indices.compactMap { start in
            guard startsFunction(code[start]) else { return nil }
            return length(ofFunctionAt: start).map { (start + 1, $0) }
        }
    }

    private func startsFunction(_ line: String) -> Bool {
        let start = /^\s*([@A-Za-z][@A-Za-z(): .,_\[\]"]*\s)?(func\s|init[?<(]|subscript[(<])/
        let property = /^\s*([a-z(): ]+ )?var \w+: .*\{$/
        // Words are found faster than patterns, and most lines have neither.
        return ["func", "init", "subscript"].contains { line.contains($0) }
            && line.contains(start) || line.contains("var ") && line.contains(property)
    }

    private func length(ofFunctionAt start: Int) -> Int? {
        var braces = 0
        var parentheses = 0
        var isOpen = false
        for line in start..<code.count {
            for byte in code[line].utf8 {
                switch byte {
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"): parentheses -= 1
                case UInt8(ascii: "{") where parentheses == 0: (braces, isOpen) = (braces + 1, true)
                case UInt8(ascii: "}") where parentheses == 0: braces -= 1
                default: break
                }
            }
            if isOpen && braces <= 0 { return line - start + 1 }
            if braces < 0 { return nil }
        }
        return nil
    }

    /// The lines (from 1) on which code says `text`, as words of their own.
    func lines(saying text: String) -> [Int] {
        code.indices.filter { code[$0].contains(text) && says(text, in: code[$0]) }.map { $0 + 1 }
    }

    private func says(_ text: String, in line: String) -> Bool {
        line.ranges(of: text).contains { range in
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            return !(Self.isWord(before) && Self.isWord(text.first))
                && !(Self.isWord(text.last) && Self.isWord(after))
        }
    }

    private static func isWord(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
}
