/// What the house asks of its pages.
enum PageRules {
    static let decisionLineLimit = 60
    static let decisionHeadings = [
        "## Context", "## Decision", "## Consequences", "## What else was weighed",
    ]

    /// A relative link leads to a file or folder, and if it has an anchor, to a heading.
    static func links(
        _ page: MarkdownPage, exists: (String) -> Bool, anchors: (String) -> Set<String>?
    ) -> [Problem] {
        page.links.compactMap { line, target in
            guard !target.contains("://"), !target.hasPrefix("mailto:") else { return nil }
            let halves = target.split(
                separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            guard let path = resolve(String(halves[0]), from: page) else {
                return Problem(page.path, line: line, "`\(target)` leads out of the repository")
            }
            guard exists(path) else {
                return Problem(page.path, line: line, "`\(target)` leads nowhere")
            }
            if halves.count == 2, let known = anchors(path), !known.contains(String(halves[1])) {
                return Problem(page.path, line: line, "`\(target)` names no heading of \(path)")
            }
            return nil
        }
    }

    /// A link's path from the root.
    private static func resolve(_ target: String, from page: MarkdownPage) -> String? {
        guard !target.isEmpty else { return page.path }
        var steps = page.folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") where step != "." {
            if step == ".." {
                guard steps.popLast() != nil else { return nil }
            } else {
                steps.append(String(step))
            }
        }
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    /// A source named in backticks, such as `Governance/Gate/Gate.swift`, is there.
    static func sources(_ page: MarkdownPage, exists: (String) -> Bool) -> [Problem] {
        page.codeSpans.filter { span in
            span.text.hasSuffix(".swift") && span.text.contains("/")
                && !span.text.contains { " *<…".contains($0) }
                && !exists(span.text) && !exists("Sources/" + span.text)
        }.map { Problem(page.path, line: $0.line, "there is no source `\($0.text)`") }
    }

    static func decision(_ page: MarkdownPage) -> [Problem] {
        var problems: [Problem] = []
        if page.lineCount > decisionLineLimit {
            let sentence = "has \(page.lineCount) lines; a decision has at most "
            problems.append(Problem(page.path, sentence + "\(decisionLineLimit)"))
        }
        for heading in decisionHeadings where !page.lines.contains(heading) {
            problems.append(Problem(page.path, "has no heading `\(heading)`"))
        }
        return problems
    }

    /// Decisions are numbered from 0001, each number once.
    static func numbering(_ decisions: [String]) -> [Problem] {
        decisions.sorted().enumerated().compactMap { index, path in
            let expected = String(10_001 + index).dropFirst() + "-"
            let name = path.split(separator: "/").last ?? ""
            return name.hasPrefix(expected) ? nil : Problem(path, "should begin with \(expected)")
        }
    }

    /// The table of rooms has every target that is a room, in the order of Package.swift.
    static func rooms(_ page: MarkdownPage, targets: [String], folders: [String]) -> [Problem] {
        let named = page.firstCells(below: "## Rooms")
        var problems = Set(folders + targets).subtracting(named).sorted().map {
            Problem(page.path, "the table of rooms has no `\($0)`")
        }
        problems += Set(named).subtracting(targets).sorted().map {
            Problem(page.path, "the table of rooms has `\($0)`, which Package.swift has not")
        }
        if problems.isEmpty && named != targets {
            let order = targets.joined(separator: ", ")
            problems.append(
                Problem(page.path, "the table of rooms is not in Package.swift's order: \(order)"))
        }
        return problems
    }
}
