/// A Markdown file of this repository, read once.
struct MarkdownPage: Sendable {
    /// From the repository's root.
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var lineCount: Int { lines.last?.isEmpty == true ? lines.count - 1 : lines.count }
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// Lines outside blocks of code, numbered from 1.
    private var prose: [(line: Int, text: String)] {
        var isCode = false
        var found: [(line: Int, text: String)] = []
        for (index, line) in lines.enumerated() {
            if line.trimmingPrefix(while: \.isWhitespace).hasPrefix("```") {
                isCode.toggle()
            } else if !isCode {
                found.append((index + 1, line))
            }
        }
        return found
    }

    /// Where its links lead, as written: `[text](target)`.
    var links: [(line: Int, target: String)] {
        prose.flatMap { line, text in
            text.replacing(/`[^`]*`/, with: "").matches(of: /\]\(<?([^)\s>]+)>?[^)]*\)/)
                .map { (line, String($0.output.1)) }
        }
    }

    /// What stands in backticks.
    var codeSpans: [(line: Int, text: String)] {
        prose.flatMap { line, text in
            text.matches(of: /`([^`]+)`/).map { (line, String($0.output.1)) }
        }
    }

    /// Its headings as the anchors that links use: lower case, hyphens for spaces.
    var anchors: Set<String> {
        Set(
            prose.filter { $0.text.hasPrefix("#") }.map { heading in
                heading.text.trimmingPrefix { $0 == "#" || $0 == " " }.lowercased()
                    .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                    .replacing(" ", with: "-")
            })
    }

    /// The first cells in backticks of the tables below a heading.
    func firstCells(below heading: String) -> [String] {
        prose.drop { $0.text != heading }.dropFirst().prefix { !$0.text.hasPrefix("## ") }
            .compactMap { $0.text.firstMatch(of: /^\| `([^`]+)`/) }
            .map { String($0.output.1) }
    }
}
