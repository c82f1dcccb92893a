package import Governance
import Ledger
package import Transparency

/// A person accepts one finding on a version, with a reason and an expiry.
package struct WaiveFinding: Operation {
    package let version: VersionName
    package let to: String
    package let rule: String
    package let because: String
    package let until: Instant
    package let by: Actor

    package static let permission = Permission.waiveFinding
    package var object: OperationObject { .subject(version.subject) }

    package init(
        version: VersionName, to: String, rule: String, because: String, until: Instant,
        by: Actor
    ) {
        self.version = version
        self.to = to
        self.rule = rule
        self.because = because
        self.until = until
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Waiver {
        try await platform.perform { turn in
            try await self.waive(in: &turn, on: platform)
        }.value
    }

    private func waive(in turn: inout Turn, on platform: Platform) async throws -> Waiver {
        let now = platform.now()
        let dossier = try await turn.dossier(of: version, to: to, on: platform, at: now)
        let by = try await turn.principal(
            self.by, in: dossier.subject.workspace, on: platform)
        let (policy, _) = try platform.policies.policy(for: dossier.subject, to: to)
        let role = try Failure.translating { () throws(WaiverRefusal) in
            try Waiver.role(
                for: by, author: dossier.version.author, rule: rule, in: policy, because: because,
                until: until, now: now)
        }
        let finding = Gate.judge(dossier, by: policy).findings.first { $0.rule == rule }
        guard finding?.outcome != .holds else {
            throw WaiverRefusal.nothingToWaive(rule: rule).failure
        }
        let root = dossier.version.composition.root
        let said = [root.description, to, rule, by.id.text, because, now.description]
        let waiver = Waiver(
            id: Digest(of: JSON.array(said.map(JSON.string)).canonicalBytes), root: root,
            subject: dossier.subject.name, to: to, rule: rule, role: role, by: by.id,
            grade: by.grade, because: because, at: now, until: until,
            terms: dossier.subject.terms)
        try await turn.record(.findingWaived, ["waiver": waiver.json], by: by)
        return waiver
    }
}
