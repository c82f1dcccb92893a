import Governance
import Synchronization
import Transparency

/// Policies that were read before, by the digest of their bytes: a file is read each time, so that
/// an edit counts at once, and compiled when it has changed.
final class CompiledPolicies: Sendable {
    private let known = Mutex<[Digest: Policy]>([:])
    static let countMax = 64

    /// - Throws: A fault with file, line and column when what it is written for does not read.
    func draft(_ file: PolicyFile) throws(Failure) -> PolicyDraft {
        let digest = Digest(of: file.bytes)
        if let policy = known.withLock({ $0[digest] }) {
            return PolicyDraft(file, compiledAs: policy)
        }
        return try PolicyDraft(reading: file)
    }

    /// - Throws: A fault with file, line and column when the policy does not read.
    func policy(_ draft: PolicyDraft) throws(Failure) -> Policy {
        let policy = try draft.policy()
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[policy.digest] = policy
        }
        return policy
    }
}
