import Foundation
package import Governance
import Ledger
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
        let rulebook = try platform.rulebook.current()
        let (count, scans) = try await Self.differing(by: rulebook, on: platform)
        var judge = KeptJudge(rulebook, platform.blobs)
        var (raised, resolved) = (0, 0)
        for scan in scans {
            let judgement = try judge.judgement(of: scan)
            let scanned: RecordScan.Scanned? = try await platform.perform { turn in
                let row = try await turn.row(.scans, scan.version.description)
                guard row?.document["evidence"] == .string(scan.evidence.description) else {
                    return nil
                }
                return try await turn.recordScan(
                    judgement, kept: scan.parts, of: scan.version, grade: scan.grade, by: self.by,
                    on: platform)
            }.value
            raised += scanned?.raisedCount ?? 0
            resolved += scanned?.resolvedCount ?? 0
        }
        return Answer(
            versionCount: count, changed: scans.map(\.version), raisedCount: raised,
            resolvedCount: resolved)
    }

    /// Versions whose facts are kept, and those of which something else is to be said now: a page
    /// of them at a time, on all cores.
    private static func differing(
        by rulebook: Rulebook, on platform: Platform
    ) async throws -> (count: Int, scans: [KeptScan]) {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: (Int, [KeptScan]).self) { group in
            let packages = PinnedPackages()
            var count = 0
            var waiting = 0
            var found: [(page: Int, scans: [KeptScan])] = []
            var pages = 0
            var cursor: PageCursor?
            repeat {
                let page = try await platform.store.rows(
                    RowQuery(
                        ReadModel.scans.rawValue, after: cursor, limit: 250,
                        direction: .oldestFirst))
                count += page.rows.count
                cursor = page.next
                if waiting > cores, let next = try await group.next() {
                    found.append((next.0, next.1))
                    waiting -= 1
                }
                let number = pages
                group.addTask {
                    var judge = KeptJudge(rulebook, platform.blobs, reusing: packages)
                    return (number, try page.rows.compactMap { try judge.differing($0) })
                }
                pages += 1
                waiting += 1
            } while cursor != nil
            for try await (page, scans) in group { found.append((page, scans)) }
            return (count, found.sorted { $0.page < $1.page }.flatMap(\.scans))
        }
    }
}

/// Judges kept facts; those that several versions share are read once.
struct KeptJudge {
    private let rulebook: Rulebook
    private let blobs: BlobFolder
    private let packages: PinnedPackages
    private var known: [Digest: [LookedFile]] = [:]

    /// Facts of so many parts are held at a time.
    private static let countMax = 4_096

    init(
        _ rulebook: Rulebook, _ blobs: BlobFolder, reusing packages: PinnedPackages = .init()
    ) {
        self.rulebook = rulebook
        self.blobs = blobs
        self.packages = packages
    }

    mutating func judgement(of scan: KeptScan) throws -> ScanJudgement {
        var parts: [ScannedPart] = []
        for part in scan.parts {
            parts.append(
                ScannedPart(part: part.part, name: part.name, files: try files(part.facts)))
        }
        return try ScanJudgement(of: parts, by: rulebook)
    }

    /// The scan of a row, when other findings are to be open now than are.
    mutating func differing(_ row: Row) throws -> KeptScan? {
        guard row.document["basis"] != rulebook.basis, let scan = KeptScan(json: row.document)
        else { return nil }
        let open = KeptScan.openFindings(row.document) ?? []
        return try differs(scan, from: open) ? scan : nil
    }

    private mutating func differs(_ scan: KeptScan, from open: Set<String>) throws -> Bool {
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
            let files = json.all({ LookedFile(json: $0, reusing: packages) })
        else { throw Failure.fault("damaged_blob", "the facts `\(facts)` do not read") }
        if known.count >= Self.countMax { known.removeAll() }
        known[facts] = files
        return files
    }

    private static let limits = JSONLimits(
        byteCountMax: 1 << 30, depthMax: 64, valueCountMax: 1 << 26)
}
