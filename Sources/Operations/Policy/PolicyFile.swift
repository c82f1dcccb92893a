package import Governance

/// A policy as it was handed in, and what its file is called.
package struct PolicyFile: Sendable, Equatable {
    /// For messages.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// - Throws: A fault when it cannot be read.
    package init(path: String) throws(Failure) {
        self.init(name: path, bytes: try FileBytes.read(path))
    }

    /// - Throws: A fault with file, line and column when it does not read.
    package func policy() throws(Failure) -> Policy {
        do { return try YAMLPolicy.parse(bytes) } catch { throw located(error) }
    }

    func located(_ error: PolicyError) -> Failure {
        let place = error.line > 0 ? ":\(error.line):\(error.column)" : ""
        return .fault("bad_policy", "\(name)\(place): \(error.message)")
    }

    /// The same for a policy that is to judge a subject at a transition.
    ///
    /// - Throws: A fault also when it does not apply: a policy for low risk says nothing of a
    ///   high one, and must not release it.
    func policy(for subject: Subject, to transition: String) throws(Failure) -> Policy {
        let policy = try policy()
        guard policy.scope.covers(subject, transition: transition) else {
            throw .fault(
                "other_policy",
                "`\(name)` does not judge a \(subject.risk.rawValue)-risk "
                    + "\(subject.name.kind.rawValue) going to `\(transition)`; see its `applies`")
        }
        return policy
    }
}
