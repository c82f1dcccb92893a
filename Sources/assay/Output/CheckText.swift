import ModelFiles
import Operations
import Transparency

/// A check's report as text: a line for each finding, and how it comes out.
struct CheckText {
    private let report: CheckReport
    /// Also notes, and every finding of a file: of packages all are always shown.
    private let showsAll: Bool
    /// Rules whose reason and remedy have been said.
    private var explained: Set<String> = []

    private static let findingCountMax = 5

    init(_ report: CheckReport, showsAll: Bool) {
        self.report = report
        self.showsAll = showsAll
    }

    mutating func say(_ terminal: Terminal) {
        for file in report.files {
            let findings = file.findings.filter { showsAll || $0.level > .note }
            guard !findings.isEmpty else { continue }
            let shown = findings.enumerated().filter {
                showsAll || $0.offset < Self.findingCountMax
                    || CheckRules.isAboutPackages($0.element.rule)
            }.map(\.element)
            for finding in shown { say(finding, of: file.path, terminal) }
            let left = findings.count - shown.count
            if left > 0 {
                terminal.say("            and \(left) more there; see them with `--all`")
            }
        }
        sum(terminal)
    }

    private mutating func say(
        _ finding: ModelFiles.Finding, of path: String, _ terminal: Terminal
    ) {
        let place = finding.place.description
        let file = terminal.styled(path.withoutControls, .bold)
        terminal.say(
            "\(word(finding.level, terminal))  \(file)\(place.isEmpty ? "" : ", \(place.withoutControls)"): "
                + finding.effect.withoutControls)
        guard explained.insert(finding.rule).inserted, let rule = CheckRules.rule(finding.rule),
            !rule.why.isEmpty
        else { return }
        terminal.say(
            terminal.styled(
                "            \(rule.why) \(rule.remedy) [\(rule.id)]", .dim))
    }

    private func word(_ level: ModelFiles.Finding.Level, _ terminal: Terminal) -> String {
        let style: Terminal.Style =
            switch level {
            case .dangerous: .red
            case .suspicious: .yellow
            case .note: .dim
            }
        return terminal.styled(level.rawValue.padded(10), style)
    }

    private func sum(_ terminal: Terminal) {
        let files = report.files
        func count(_ outcome: ModelFiles.Outcome) -> Int { files.count { $0.outcome == outcome } }
        let parts = [
            (count(.dangerous), "dangerous"), (count(.suspicious), "suspicious"),
            (count(.couldNotRead), "unreadable"), (count(.clean), "clean"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let sum = parts.isEmpty ? "nothing to check" : parts.joined(separator: ", ")
        terminal.say("\(counted(files.count, "file")), \(byteText(report.byteCount)): \(sum)")
        let lists = files.count { $0.findings.contains { $0.rule == CheckRules.unjudged } }
        guard lists > 0 else { return }
        terminal.say(
            "\(counted(lists, "list")) of packages not judged: import advisories with "
                + "`assay advisories import`")
    }

    // MARK: Rules

    static func explain(_ id: String, _ terminal: Terminal) throws {
        if id == "all" {
            terminal.answer(["rules": .array(CheckRules.all.map { .string($0.id) })])
            for rule in CheckRules.all { terminal.say("\(rule.id.padded(32)) \(rule.title)") }
            return
        }
        guard let rule = CheckRules.rule(id) else {
            throw Failure.fault(
                "no_such_rule", "there is no rule `\(id)`; `assay check --explain all` lists them")
        }
        terminal.answer([
            "remedy": .string(rule.remedy), "rule": .string(rule.id), "title": .string(rule.title),
            "why": .string(rule.why),
        ])
        terminal.say("\(terminal.styled(rule.id, .bold)): \(rule.title)")
        terminal.say("  why   \(rule.why)")
        terminal.say("  do    \(rule.remedy)")
    }
}

extension String {
    /// Names and texts of files that somebody else made: nothing in them moves the cursor.
    var withoutControls: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}
