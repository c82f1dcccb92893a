import Governance
package import ModelFiles
import SupplyChain
package import Transparency

/// What a scan said of some bytes, and when: as they were registered, at the gate that let them
/// out, and where they are deployed.
package struct DatedScan: Sendable {
    package enum Occasion: String, Sendable {
        case registration, gate, deployment
    }

    package let occasion: Occasion
    package let at: Instant
    /// As the check command says it.
    package let outcome: String
    package let findingCount: Int
    /// When the newest advisory that it was judged by was changed; `nil` without advisories.
    package let advisoriesModified: String?
    /// The worst; empty for what evidence says, which has its own.
    package let findings: [ModelFiles.Finding]

    /// Of evidence.
    init?(_ occasion: Occasion, _ evidence: Evidence, at: Instant) {
        guard evidence.kind == .scanReport,
            let outcome = evidence.predicate["outcome"]?.stringValue
        else { return nil }
        self.occasion = occasion
        self.at = at
        self.outcome = outcome
        findingCount = evidence.predicate["findingCount"]?.intValue ?? 0
        advisoriesModified = evidence.predicate["basis"]?["modified"]?.stringValue
        findings = []
    }

    /// Of files that lie here, by the rulebook of this machine.
    ///
    /// - Throws: A fault when the advisories are damaged.
    package init(of part: ScannedPart, by rulebook: Rulebook, at now: Instant) throws {
        let judgement = try ScanJudgement(of: [part], by: rulebook)
        occasion = .deployment
        at = now
        outcome = judgement.outcome.word
        findingCount = judgement.findings.count
        advisoriesModified = rulebook.advisories?.database.modified
        findings = judgement.findings.map(\.finding)
    }

    package var json: JSON {
        [
            "advisories": advisoriesModified.map { .string($0) } ?? .null,
            "at": .string(at.description), "findingCount": JSON(findingCount),
            "findings": .array(findings.prefix(Self.shownMax).map(\.json)),
            "occasion": .string(occasion.rawValue), "outcome": .string(outcome),
        ]
    }

    private static let shownMax = 50
}

extension ShowVersion.Shown {
    /// What was said of the version when it was registered, and at `gate`, when it was let out.
    package func scans(releasedAt gate: Instant) -> [DatedScan] {
        let scans = dossier.evidence.filter { $0.kind == .scanReport }.sorted { $0.at < $1.at }
        let first = scans.first.flatMap { DatedScan(.registration, $0, at: $0.at) }
        let last = scans.last { $0.at <= gate }.flatMap { DatedScan(.gate, $0, at: gate) }
        return [first, last].compactMap(\.self)
    }
}
