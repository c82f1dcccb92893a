/// A line of a requirements file as `pip` sees it: continued lines joined, comments gone.
struct RequirementsLine: Equatable {
    /// Of its first part, from 1.
    let number: Int
    let text: String

    static func lines(of text: String) -> [RequirementsLine] {
        var lines: [RequirementsLine] = []
        var joined: [UInt8] = []
        var start: Int?
        for (index, bytes) in physicalLines(of: text).enumerated() {
            let isComment = bytes.first { !$0.isBlank } == UInt8(ascii: "#")
            if bytes.last == UInt8(ascii: "\\") && !isComment {
                joined += bytes.dropLast()
                start = start ?? index + 1
                continue
            }
            // A comment behind a continued line must not become part of its last word.
            joined += isComment ? [0x20] + bytes : Array(bytes)
            append(joined, start ?? index + 1, to: &lines)
            joined = []
            start = nil
        }
        if let start { append(joined, start, to: &lines) }
        return lines
    }

    private static func physicalLines(of text: String) -> [ArraySlice<UInt8>] {
        Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }

    private static func append(_ bytes: [UInt8], _ number: Int, to lines: inout [Self]) {
        let text = withoutComment(bytes).text.trimmed
        if !text.isEmpty { lines.append(RequirementsLine(number: number, text: text)) }
    }

    /// A `#` begins a comment at the start or behind white space: addresses have fragments.
    private static func withoutComment(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let start = bytes.indices.first { index in
            bytes[index] == UInt8(ascii: "#") && (index == 0 || bytes[index - 1].isSpace)
        }
        return bytes[..<(start ?? bytes.count)]
    }
}

extension RequirementsLine {
    /// What stands before the first word that begins with `-`.
    var requirement: String {
        words.prefix { !$0.hasPrefix("-") }.joined(separator: " ")
    }

    private var words: [Substring] { text.split(whereSeparator: { $0 == " " || $0 == "\t" }) }

    /// The options behind it, `--name=value`, `--name value`, `-nvalue` and `-n value` alike.
    var options: [Option] {
        var options: [Option] = []
        var rest = words.drop { !$0.hasPrefix("-") }
        while let word = rest.popFirst() {
            guard var option = Option(word) else { continue }
            if option.value == nil, let next = rest.first, !next.hasPrefix("-") {
                option.value = String(next)
                rest.removeFirst()
            }
            options.append(option)
        }
        return options
    }

    struct Option: Equatable {
        /// With its dashes.
        let name: String
        var value: String?

        init(name: String, value: String?) {
            self.name = name
            self.value = value
        }

        fileprivate init?(_ word: Substring) {
            if word.hasPrefix("--") {
                let halves = word.split(separator: "=", maxSplits: 1)
                guard let name = halves.first else { return nil }
                self.init(name: String(name), value: halves.count == 2 ? String(halves[1]) : nil)
            } else {
                guard word.hasPrefix("-") else { return nil }
                let value = word.dropFirst(2).drop { $0 == "=" }
                self.init(
                    name: String(word.prefix(2)), value: value.isEmpty ? nil : String(value))
            }
        }
    }
}
