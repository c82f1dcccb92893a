package import Governance
import Ledger
import Transparency

/// Judges what a version's files say of themselves, keeps that, and records the findings.
///
/// The files' facts come from whoever has the files, or from the platform itself where all of them
/// were handed in; what they mean is decided here, by the rules and the advisories of the platform.
package struct RecordScan: Operation {
    package let version: VersionName
    package let parts: [ScannedPart]
    package let by: Actor
    /// Whether the platform itself received the files, whoever asks.
    package var isCaptured = false

    package static let permission = Permission.addEvidence
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, parts: [ScannedPart], by: Actor) {
        self.version = version
        self.parts = parts
        self.by = by
    }

    package struct Scanned: Sendable {
        package let evidence: Evidence
        /// Findings that are new, and such as are gone.
        package let raisedCount: Int
        package let resolvedCount: Int

        package init(evidence: Evidence, raisedCount: Int, resolvedCount: Int) {
            self.evidence = evidence
            self.raisedCount = raisedCount
            self.resolvedCount = resolvedCount
        }
    }

    package func run(on platform: Platform) async throws -> Scanned {
        let own = try await uploaded(on: platform)
        let parts = own ?? self.parts
        let grade = own == nil ? by.scanGrade : .observed
        guard parts.allSatisfy({ $0.isWhole(by: platform.blobs) }) else { throw notAll }
        let judgement = try ScanJudgement(of: parts, by: platform.rulebook.current())
        let kept = try parts.map { part in
            KeptScan.Part(
                part: part.part, name: part.name,
                facts: try platform.blobs.put(part.factBytes))
        }
        return try await platform.perform { turn in
            let composition = try await turn.version(self.version).1.composition
            guard Set(parts.map(\.part)) == Set(composition.parts) else { throw self.notAll }
            if let same = try await turn.scanOfToday(
                judgement, kept: kept, of: self.version, grade: grade, on: platform)
            {
                return Scanned(evidence: same, raisedCount: 0, resolvedCount: 0)
            }
            return try await turn.recordScan(
                judgement, kept: kept, of: self.version, grade: grade,
                by: self.by, on: platform)
        }.value
    }

    /// What the platform sees itself in bytes that were handed in; `nil` embedded, where who asks
    /// has the files, and when not all of them were.
    private func uploaded(on platform: Platform) async throws -> [ScannedPart]? {
        var looksItself = isCaptured
        if case .authenticated = by { looksItself = true }
        guard looksItself else { return nil }
        let subject = try await platform.store.version(version).0
        return try await UploadedFiles(
            platform.store.artifacts(of: version), of: subject.workspace,
            expecting: version.subject.kind.expectation,
            on: platform
        ).look()
    }

    /// A scan of less would settle what was found in the rest.
    private var notAll: Failure {
        .refused(
            "not_all_files",
            "a scan of `\(version.short)` is of every file of every part, as they were registered")
    }
}

extension Turn {
    /// The evidence of less than a day ago that says the same of the same facts.
    fileprivate mutating func scanOfToday(
        _ judgement: ScanJudgement, kept: [KeptScan.Part], of version: VersionName, grade: Grade,
        on platform: Platform
    ) async throws -> Evidence? {
        guard let row = try await row(.scans, version.description),
            let known = KeptScan(json: row.document), known.basis == judgement.basis,
            known.grade == grade, known.parts.map(\.json) == kept.map(\.json),
            let evidence = try await self.row(.evidence, known.evidence.description)
        else { return nil }
        let loaded = try Evidence.load(evidence.document, from: platform.blobs)
        return loaded.at.adding(days: 1) > platform.now() ? loaded : nil
    }

    /// Adds a judgement as evidence, and records which findings came and went.
    mutating func recordScan(
        _ judgement: ScanJudgement, kept: [KeptScan.Part], of version: VersionName, grade: Grade,
        by actor: Actor, on platform: Platform
    ) async throws -> RecordScan.Scanned {
        let evidence = try await AddEvidence(
            version: version, kind: .scanReport, grade: grade,
            predicate: try judgement.predicate(), lookedAt: .parts(kept.map(\.part)),
            expiresAt: nil, by: actor
        ).add(in: &self, on: platform)
        let (subject, _) = try await self.version(version)
        let by = try await principal(actor, in: subject.workspace, on: platform)
        let known = try await row(.scans, version.description)
        let scan = KeptScan(
            version: version, evidence: evidence.id, basis: judgement.basis, parts: kept,
            outcome: judgement.outcome.word, grade: grade)
        let change = FindingChange(
            from: (known?.document).flatMap(KeptScan.openFindings), to: judgement.findings,
            in: version, at: platform.now())
        for body in change.bodies(of: scan, owner: subject.owners.technical) {
            try await record(.versionScanned, body, by: by)
        }
        return RecordScan.Scanned(
            evidence: evidence, raisedCount: change.raised.count,
            resolvedCount: change.resolved.count)
    }
}

extension Turn {
    /// Judges a version's kept facts again, if that was done by other rules or advisories.
    mutating func refreshScan(
        of version: VersionName, by actor: Actor, on platform: Platform
    ) async throws {
        guard let row = try await row(.scans, version.description) else { return }
        let rulebook = try platform.rulebook.current()
        guard row.document["basis"] != rulebook.basis, let scan = KeptScan(json: row.document)
        else { return }
        var judge = KeptJudge(rulebook, platform.blobs)
        _ = try await recordScan(
            judge.judgement(of: scan), kept: scan.parts, of: version, grade: scan.grade, by: actor,
            on: platform)
    }
}

extension Actor {
    /// On one's own machine Assay itself saw the files; a server takes a client's word.
    fileprivate var scanGrade: Grade {
        if case .authenticated = self { .declared } else { .observed }
    }
}
