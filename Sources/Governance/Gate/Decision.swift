package import Transparency

/// A verdict with its findings, and the digests of all it was made from, so that anybody who has
/// the facts and the policy can make it again byte for byte.
package struct Decision: Sendable, Hashable {
    /// The rules by which facts and policy become a verdict; changes when they do.
    package static let engine = "assay-gate/1"

    package let engine: String
    package let version: VersionName
    package let root: Digest
    package let to: String
    package let at: Instant
    /// Of the policy's file.
    package let policy: Digest
    package let policyName: String
    /// Of the dossier's canonical JSON.
    package let facts: Digest
    package let verdict: Verdict
    package let findings: [Finding]

    init(
        engine: String, version: VersionName, root: Digest, to: String, at: Instant,
        policy: Digest, policyName: String, facts: Digest, verdict: Verdict, findings: [Finding]
    ) {
        self.engine = engine
        self.version = version
        self.root = root
        self.to = to
        self.at = at
        self.policy = policy
        self.policyName = policyName
        self.facts = facts
        self.verdict = verdict
        self.findings = findings
    }

    init(of usable: UsableFacts, by policy: Policy, findings: [Finding]) {
        let dossier = usable.dossier
        engine = Self.engine
        version = dossier.version.name
        root = dossier.version.composition.root
        to = dossier.to
        at = dossier.at
        self.policy = policy.digest
        policyName = policy.name
        facts = usable.digest
        verdict = Verdict(findings)
        self.findings = findings
    }

    package var json: JSON {
        [
            "at": .string(at.description), "engine": .string(engine),
            "facts": .string(facts.description), "findings": .array(findings.map(\.json)),
            "policy": .string(policy.description), "policyName": .string(policyName),
            "root": .string(root.description), "to": .string(to), "v": 1,
            "verdict": .string(verdict.rawValue), "version": .string(version.description),
        ]
    }

    /// What is recorded, and what a replay must make again.
    package var bytes: [UInt8] { json.canonicalBytes }
    package var id: Digest { Digest(of: bytes) }
}
