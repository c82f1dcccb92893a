package import Governance
import Ledger
import SupplyChain
import Transparency

/// Judges every version's kept facts again by the rules and advisories of today, without its files.
package struct RejudgeVersions: Operation {
    package let by: Actor

    package static let permission = Permission.maintainPlatform
    package var object: OperationObject { .platform }

    package init(by: Actor) { self.by = by }

    package struct Answer: Sendable {
        /// Versions whose facts are kept.
        package let versionCount: Int
        /// Those of which something else is to be said now.
        package let changed: [VersionName]
        package let raisedCount: Int
        package let resolvedCount: Int

        package init(
            versionCount: Int, changed: [VersionName], raisedCount: Int, resolvedCount: Int
        ) {
            self.versionCount = versionCount
            self.changed = changed
            self.raisedCount = raisedCount
            self.resolvedCount = resolvedCount
        }
    }

    /// Facts are read outside the turn; a version that is scanned meanwhile keeps what that said.
    package func run(on platform: Platform) async throws -> Answer {
        let (advisories, basis) = try platform.advisories.current()
        var judge = KeptJudge(advisories: advisories, blobs: platform.blobs)
        var scans: [KeptScan] = []
        var count = 0
        try await platform.store.eachRow(of: .scans) { row in
            count += 1
            guard row.document["basis"] != basis, let scan = KeptScan(json: row.document) else {
                return
            }
            let open = KeptScan.openFindings(row.document) ?? []
            if try judge.differs(scan, from: open) { scans.append(scan) }
        }
        var (raised, resolved) = (0, 0)
        for scan in scans {
            let judgement = try judge.judgement(of: scan)
            let scanned: RecordScan.Scanned? = try await platform.perform { turn in
                let row = try await turn.row(.scans, scan.version.description)
                guard row?.document["evidence"] == .string(scan.evidence.description) else {
                    return nil
                }
                return try await turn.recordScan(
                    judgement, kept: scan.parts, basis: basis, of: scan.version,
                    grade: scan.grade, by: self.by, on: platform)
            }.value
            raised += scanned?.raisedCount ?? 0
            resolved += scanned?.resolvedCount ?? 0
        }
        return Answer(
            versionCount: count, changed: scans.map(\.version), raisedCount: raised,
            resolvedCount: resolved)
    }
}

/// Judges kept facts; those that several versions share are read once.
struct KeptJudge {
    private let advisories: AdvisoryDatabase?
    private let blobs: BlobFolder
    private var known: [Digest: [LookedFile]] = [:]

    /// Facts of so many parts are held at a time.
    private static let countMax = 4_096

    init(advisories: AdvisoryDatabase?, blobs: BlobFolder) {
        self.advisories = advisories
        self.blobs = blobs
    }

    mutating func judgement(of scan: KeptScan) throws -> ScanJudgement {
        var parts: [ScannedPart] = []
        for part in scan.parts {
            parts.append(
                ScannedPart(part: part.part, name: part.name, files: try files(part.facts)))
        }
        return try ScanJudgement(of: parts, advisories: advisories)
    }

    /// Whether other findings are open now than those.
    mutating func differs(_ scan: KeptScan, from open: Set<String>) throws -> Bool {
        let findings = try judgement(of: scan).findings
        var ids: Set<String> = []
        for found in findings where ids.count < ScanJudgement.countMax {
            ids.insert(found.id(in: scan.version))
        }
        return ids != open
    }

    private mutating func files(_ facts: Digest) throws -> [LookedFile] {
        if let files = known[facts] { return files }
        guard let json = try? JSON(parsing: try blobs.get(facts), limits: Self.limits),
            let files = json.all(LookedFile.init(json:))
        else { throw Failure.fault("damaged_blob", "the facts `\(facts)` do not read") }
        if known.count >= Self.countMax { known.removeAll() }
        known[facts] = files
        return files
    }

    private static let limits = JSONLimits(
        byteCountMax: 1 << 30, depthMax: 64, valueCountMax: 1 << 26)
}
