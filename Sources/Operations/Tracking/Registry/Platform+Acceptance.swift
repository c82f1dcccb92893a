import Governance
import Ledger
import Tracking
import Transparency

extension Platform {
    /// The same versions; one that a scan keeps from clients is ready for as long as somebody who
    /// may has accepted what the scan found.
    func withAcceptance(_ versions: [ModelVersion]) async throws -> [ModelVersion] {
        var found = versions
        for (index, version) in versions.enumerated() where version.status == .failed {
            guard let waiver = try await acceptance(of: version) else { continue }
            found[index].status = .ready
            found[index].statusMessage =
                "what was found in it is accepted until \(waiver.until.day): \(waiver.because)"
        }
        return found
    }

    /// A waiver in force of a rule that rests on the scan of its files.
    private func acceptance(of version: ModelVersion) async throws -> Waiver? {
        // Only what was looked at is in the ledger.
        guard let name = version.version.flatMap({ VersionName($0) }) else { return nil }
        let now = self.now()
        let rows = try await store.rows(
            .waivers, where: ["subject": name.subject.description])
        for waiver in rows.compactMap({ Waiver(json: $0.document) }) where waiver.until > now {
            let dossier = try await store.dossier(of: name, to: waiver.to, on: self, at: now)
            if try isInForce(waiver, on: dossier) { return waiver }
        }
        return nil
    }

    private func isInForce(_ waiver: Waiver, on dossier: Dossier) throws(Failure) -> Bool {
        let policy: Policy
        do { policy = try policies.policy(for: dossier.subject, to: waiver.to).policy } catch {
            if error.code == "no_policy" { return false }
            throw error
        }
        let rule = policy.rules.first { $0.id == waiver.rule }
        guard rule?.evidence?.kind == .scanReport else { return false }
        return Gate.judge(dossier, by: policy).findings.contains { $0.waiver == waiver.id }
    }
}
