import Governance
import Synchronization
import Transparency

/// Policies that were read before, by the digest of their bytes: a file is read each time, so that
/// an edit counts at once, and compiled when it has changed.
final class CompiledPolicies: Sendable {
    private let known = Mutex<[Digest: Policy]>([:])
    static let countMax = 64

    /// - Throws: A fault with file, line and column when the policy does not read.
    func policy(_ file: PolicyFile) throws(Failure) -> Policy {
        let digest = Digest(of: file.bytes)
        if let policy = known.withLock({ $0[digest] }) { return policy }
        let policy = try file.policy()
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[digest] = policy
        }
        return policy
    }

    /// The policy if it covers a subject at a transition; one that does not is read no further than
    /// what it says of that.
    func policy(
        _ file: PolicyFile, covering subject: Subject, to transition: String
    ) throws(Failure) -> Policy? {
        let digest = Digest(of: file.bytes)
        let scope: PolicyScope
        if let policy = known.withLock({ $0[digest] }) {
            scope = policy.scope
        } else {
            scope = try file.scope()
        }
        return scope.covers(subject, transition: transition) ? try policy(file) : nil
    }
}
