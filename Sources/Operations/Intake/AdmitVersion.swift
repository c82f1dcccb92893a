package import Governance
import Ledger
import Transparency

/// Whether a version may be used by whoever asks for its files.
///
/// What was recalled or has a dangerous file may not; what was released for the transition `use` may.
/// For packages, which are code, the policy says what is dangerous.
/// Otherwise the gate is asked for it, by the one policy that applies. What it allows is released
/// once; what it does not is judged again only when something that it read has changed.
package struct AdmitVersion: Operation {
    /// The transition that a version makes by being used.
    package static let transition = "use"

    package let version: VersionName
    /// Where this server is known to be, such as `http://assay.example`, for what a refusal says.
    package let site: String?
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, site: String? = nil, by: Actor) {
        self.version = version
        self.site = site
        self.by = by
    }

    /// - Throws: A refusal that says why, what would settle it, and where to ask.
    package func run(on platform: Platform) async throws {
        let (subject, known) = try await platform.store.version(version)
        if let recall = try await platform.store.recalls(of: known, in: subject.workspace).last {
            throw Failure.recalled(version, recall)
        }
        if let ancestor = try await RecalledAncestor(
            of: version, in: subject.workspace, on: platform)
        {
            throw ancestor.refusal.failure(for: version, site: site)
        }
        if version.subject.kind != .package { try await refuseDangerous(on: platform) }
        if try await isAdmitted(on: platform) { return }
        let basis = try await Admissions.Basis(platform)
        if let refusal = platform.admissions.refusal(of: version, on: basis) {
            throw refusal.failure(for: version, site: site)
        }
        if let refusal = try await judged(subject, on: platform) {
            platform.admissions.remember(refusal, of: version, on: basis)
            throw refusal.failure(for: version, site: site)
        }
    }

    /// Whether it was released, a package under the present rules.
    private func isAdmitted(on platform: Platform) async throws -> Bool {
        try await version.subject.kind == .package
            ? isStillReleased(on: platform) : platform.store.isReleased(version)
    }

    private func refuseDangerous(on platform: Platform) async throws {
        guard let scan = try await platform.store.row(.scans, version.description),
            scan.document["outcome"] == "dangerous"
        else { return }
        let finding = try await platform.store.rows(
            .findings, where: ["version": version.description, "severity": "dangerous"], limit: 1
        ).first?.document
        let said = [finding?["path"], finding?["message"]].compactMap { $0?.stringValue }
        throw AdmissionRefusal(
            code: "dangerous",
            reason: "a file is dangerous: "
                + (said.isEmpty ? "see its findings" : said.joined(separator: ": "))
                + " (next: assay findings --where version=\(version))"
        ).failure(for: version, site: site)
    }

    /// `nil` when it may; what the gate decided is recorded the first time.
    private func judged(
        _ subject: Subject, on platform: Platform
    ) async throws -> AdmissionRefusal? {
        do {
            // Somebody else may judge meanwhile, and then this looks again.
            for _ in 0..<3 {
                let before = try await platform.store.lastDecision(on: version)
                // By a decision that was made since this was asked, which is now the one before.
                if try await isAdmitted(on: platform) { return nil }
                if let outlook = try await outlook(subject, before, on: platform) {
                    return AdmissionRefusal(outlook)
                }
                guard let decision = try await decided(after: before, on: platform) else {
                    if try await platform.store.isReleased(version) { return nil }
                    continue
                }
                return decision.verdict == .allow ? nil : AdmissionRefusal(decision)
            }
        } catch let failure as Failure where failure.code == "no_policy" {
            return AdmissionRefusal(code: "no_policy", reason: failure.message)
        }
        throw Failure.fault("busy", "others judge `\(version.short)` just now; ask again")
    }

    /// What the gate would say, when that is no and was recorded before.
    private func outlook(
        _ subject: Subject, _ before: Row?, on platform: Platform
    ) async throws -> Decision? {
        let (policy, _) = try platform.policies.policy(for: subject, to: Self.transition)
        let scan = try await platform.store.row(.scans, version.description)
        guard
            try scan.map({ try platform.rulebook.current().basis == $0.document["basis"] }) ?? true
        else { return nil }
        let dossier = try await platform.store.dossier(
            of: version, to: Self.transition, on: platform, at: platform.now())
        let decision = Gate.judge(UsableFacts(dossier), by: policy)
        let said = decision.summary
        let isKnown = ["policy", "outcomes", "root", "engine"].allSatisfy {
            before?.document[$0] == said[$0]
        }
        return decision.verdict != .allow && isKnown ? decision : nil
    }

    private func decided(after before: Row?, on platform: Platform) async throws -> Decision? {
        try await platform.perform { turn in
            let last = try await turn.lastDecision(on: self.version)
            guard last?.key == before?.key else { return nil }
            return try await JudgeVersion(
                version: self.version, to: Self.transition, policyFile: nil, by: self.by
            ).judge(in: &turn, on: platform).decision
        }.value
    }
}

extension RowReading {
    /// Whether a version was released for use.
    func isReleased(_ version: VersionName) async throws(Failure) -> Bool {
        let row = try await row(.versions, version.description)
        return row?.document["states"]?[AdmitVersion.transition] == "released"
    }

    /// The newest decision on whether a version may be used.
    func lastDecision(on version: VersionName) async throws(Failure) -> Row? {
        try await rows(.decisions, where: ["version": version.description], limit: 100)
            .first { $0.document["to"]?.stringValue == AdmitVersion.transition }
    }
}
