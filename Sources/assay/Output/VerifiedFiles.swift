import Governance
import ModelFiles
import Operations
import Transparency

/// Whether files are what was released, and what scans have said of them.
struct VerifiedFiles {
    let path: String
    let outcome: VerifyFiles.Outcome
    /// Of registration, gate and here.
    let scans: [DatedScan]

    /// Whether they are the released bytes, and nothing here is as grave as that.
    func isFine(below level: ModelFiles.Finding.Level?) -> Bool {
        let worst = scans.last?.findings.map(\.level).max()
        guard let level, let worst else { return outcome.isVerified }
        return outcome.isVerified && worst < level
    }

    static func json(_ files: [VerifiedFiles]) -> JSON {
        [
            "differences": .array(files.flatMap(\.outcome.differences).map(\.json)),
            "recalls": .array(files.compactMap(\.outcome.recall).map(\.json)),
            "release": files.first.map { .string($0.outcome.release.version) } ?? .null,
            "scans": .array(files.flatMap(\.scans).map(\.json)),
            "signer": files.first.map { .string($0.outcome.signer) } ?? .null,
            "to": files.first.map { .string($0.outcome.release.to) } ?? .null,
            "verified": .bool(files.allSatisfy(\.outcome.isVerified)),
        ]
    }

    func say(_ terminal: Terminal) {
        let release = outcome.release
        let what =
            "the \(outcome.role.rawValue) of \(release.version), "
            + "released to \(release.to) on \(release.at.prefix(10))"
        if outcome.isVerified {
            terminal.say("\(terminal.styled("YES", .green))  \(path) is \(what)")
            terminal.say("     signed by key \(outcome.signer.prefix(16))")
        } else if let recall = outcome.recall, outcome.differences.isEmpty {
            terminal.say("\(terminal.styled("NO", .red))  \(path) is \(what), and was recalled")
            terminal.say("    on \(recall.at.day): \(recall.because)".withoutControls)
        } else {
            terminal.say("\(terminal.styled("NO", .red))  \(path) is not \(what)")
            for difference in outcome.differences { terminal.say("    \(difference.text)") }
        }
        for scan in scans { say(scan, terminal) }
        if let here = scans.last { sayNew(here, terminal) }
    }

    private func say(_ scan: DatedScan, _ terminal: Terminal) {
        let style: Terminal.Style =
            scan.outcome == "clean" ? .green : scan.outcome == "dangerous" ? .red : .yellow
        let found = scan.findingCount == 0 ? "" : ", \(counted(scan.findingCount, "finding"))"
        let advisories =
            scan.advisoriesModified.map { ", advisories of \($0.prefix(10))" }
            ?? ", no advisories"
        terminal.say(
            "     \(scan.occasion.word.padded(10)) \(scan.at.description.prefix(10))  "
                + "\(terminal.styled(scan.outcome, style))\(found)\(advisories)")
    }

    /// The worst of what is to be said here.
    private func sayNew(_ here: DatedScan, _ terminal: Terminal) {
        for finding in here.findings.prefix(Self.shownMax) {
            terminal.say(
                "         \(finding.level.rawValue): \(finding.effect)".withoutControls)
        }
        let left = here.findings.count - Self.shownMax
        if left > 0 { terminal.say("         and \(left) more: assay check \(path)") }
    }

    private static let shownMax = 5
}

extension DatedScan.Occasion {
    fileprivate var word: String {
        switch self {
        case .registration: "registered"
        case .gate: "gate"
        case .deployment: "here"
        }
    }
}

extension FileDifference {
    /// A line of what differs.
    var text: String {
        let from = signedPath.map { " (was \($0))" } ?? ""
        return "\(kind.rawValue.padded(8)) \(path)\(from)"
    }

    var json: JSON {
        var members: [String: JSON] = [
            "kind": .string(kind.rawValue), "path": .string(path),
        ]
        if let signedPath { members["from"] = .string(signedPath) }
        return .object(members)
    }
}
