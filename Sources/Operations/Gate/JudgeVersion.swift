package import Governance
import Ledger
import Transparency

/// Asks the gate, records the decision, and signs a release when it allows.
package struct JudgeVersion: Operation {
    package let version: VersionName
    package let to: String
    /// A policy in place of the home's.
    package let policyFile: PolicyFile?
    package let by: Actor

    package static let permission = Permission.judgeVersion
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, to: String, policyFile: PolicyFile?, by: Actor) {
        self.version = version
        self.to = to
        self.policyFile = policyFile
        self.by = by
    }

    package struct Judged: Sendable {
        package let decision: Decision
        package let carryover: Carryover?
        package let release: SignedRelease?

        package init(decision: Decision, carryover: Carryover?, release: SignedRelease?) {
            self.decision = decision
            self.carryover = carryover
            self.release = release
        }
    }

    package func run(on platform: Platform) async throws -> Judged {
        if case .authenticated = by, policyFile != nil {
            throw Failure.refused(
                "own_policy", "a server judges by its own policies; leave out `--policy`")
        }
        return try await platform.perform { turn in
            try await self.judge(in: &turn, on: platform)
        }.value
    }

    func judge(in turn: inout Turn, on platform: Platform) async throws -> Judged {
        async let drafts = policyFile == nil ? platform.policies.drafts() : []
        try await turn.refreshScan(of: version, by: by, on: platform)
        let dossier = try await turn.dossier(
            of: version, to: to, on: platform, at: platform.now())
        let by = try await turn.principal(
            self.by, in: dossier.subject.workspace, on: platform)
        let (policy, bytes): (Policy, [UInt8])
        if let policyFile {
            (policy, bytes) = (
                try policyFile.policy(for: dossier.subject, to: to), policyFile.bytes
            )
        } else {
            (policy, bytes) = try await platform.policies.policy(
                for: dossier.subject, to: to, among: drafts)
        }
        let facts = UsableFacts(dossier)
        let decision = Gate.judge(facts, by: policy)
        for blob in [facts.bytes, bytes, decision.bytes] {
            try platform.blobs.put(blob)
        }
        try await turn.record(.versionJudged, decision.summary, by: by)
        let release = try await turn.release(
            dossier.version, by: decision, principal: by, on: platform)
        return Judged(
            decision: decision, carryover: Carryover(of: dossier, decided: decision),
            release: release)
    }
}

extension Decision {
    /// What the ledger says of it; the whole is kept beside, by its digest.
    var summary: JSON {
        [
            "decision": .string(id.description), "engine": .string(engine),
            "facts": .string(facts.description), "policy": .string(policy.description),
            "policyName": .string(policyName), "root": .string(root.description),
            "outcomes": .object(
                Dictionary(findings.map { ($0.rule, .string($0.outcome.rawValue)) }) { $1 }),
            "to": .string(to), "verdict": .string(verdict.rawValue),
            "version": .string(version.description), "at": .string(at.description),
        ]
    }
}
