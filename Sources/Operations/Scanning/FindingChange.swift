import Governance
import ModelFiles
import Transparency

/// What a judgement changes in a version's open findings.
struct FindingChange {
    let raised: [(id: String, found: ScanJudgement.Found)]
    let resolved: [String]
    private let at: Instant

    /// Findings in one record, which has room for no more.
    private static let chunk = 40

    /// - Parameters:
    ///   - known: Findings that were open before; `nil` when the version was never scanned.
    ///   - findings: All there are now, the worst first.
    ///   - version: Whose they are.
    ///   - now: When the clock starts for those that are new.
    init(
        from known: Set<String>?, to findings: [ScanJudgement.Found], in version: VersionName,
        at now: Instant
    ) {
        var seen: Set<String> = []
        let all = findings.map { (id: $0.id(in: version), found: $0) }
            .filter { seen.insert($0.id).inserted }.prefix(ScanJudgement.countMax)
        let known = known ?? []
        raised = all.filter { !known.contains($0.id) }
        resolved = known.subtracting(all.map(\.id)).sorted()
        at = now
    }

    /// The records' bodies: one, unless it has no room for all findings that are new.
    func bodies(of scan: KeptScan, owner: Principal.ID) -> [JSON] {
        stride(from: 0, to: max(1, raised.count), by: Self.chunk).map { start in
            let chunk = raised[start..<min(start + Self.chunk, raised.count)]
            var members = scan.json.objectValue ?? [:]
            members["raised"] = .array(chunk.map { json($0.id, $0.found, owner) })
            members["resolved"] = .array(start == 0 ? resolved.map { .string($0) } : [])
            return .object(members)
        }
    }

    private func json(_ id: String, _ found: ScanJudgement.Found, _ owner: Principal.ID) -> JSON {
        var members = found.json.objectValue ?? [:]
        let days = RemediationClock.days(for: found.finding.level)
        members["id"] = .string(id)
        members["at"] = .string(at.description)
        members["due"] = .string(at.adding(days: days).description)
        members["owner"] = .string(owner.text)
        return .object(members)
    }
}

/// How long a finding may stay open.
enum RemediationClock {
    static func days(for level: ModelFiles.Finding.Level) -> Int {
        switch level {
        case .dangerous: 7
        case .suspicious, .note: 30
        }
    }
}
