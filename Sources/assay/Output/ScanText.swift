import Governance
import Operations
import Transparency

/// What was found in a version's files, in a line and a few findings.
struct ScanText {
    private let evidence: Evidence

    private static let findingCountMax = 5

    init(_ evidence: Evidence) { self.evidence = evidence }

    private var findings: [JSON] { evidence.predicate["findings"]?.arrayValue ?? [] }
    private var outcome: String { evidence.predicate["outcome"]?.stringValue ?? "" }
    private var count: Int { evidence.predicate["findingCount"]?.intValue ?? 0 }

    var json: JSON {
        [
            "evidence": .string(evidence.id.description), "findings": JSON(count),
            "outcome": .string(outcome),
        ]
    }

    func say(_ terminal: Terminal) {
        let isClean = outcome == "clean"
        let word = terminal.styled(
            outcome, isClean ? .green : outcome == "dangerous" ? .red : .yellow)
        let files = evidence.predicate["files"]?.intValue ?? 0
        let found = count == 0 ? "" : ", \(counted(count, "finding"))"
        terminal.say("  files            \(word): \(counted(files, "file")) looked into\(found)")
        for finding in findings.prefix(Self.findingCountMax) {
            let path = finding["path"]?.stringValue ?? ""
            let message = finding["message"]?.stringValue ?? ""
            terminal.say("    \(path): \(message)".withoutControls)
        }
        let left = count - min(Self.findingCountMax, findings.count)
        if left > 0 { terminal.say("    and \(left) more: assay findings") }
    }
}
