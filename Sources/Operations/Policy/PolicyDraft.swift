import Governance

/// A policy file that was read as far as what it is written for; its rules may be wrong.
struct PolicyDraft: Sendable {
    private enum Content: Sendable {
        case tree(PolicyNode)
        case compiled(Policy)
    }

    let file: PolicyFile
    let scope: PolicyScope
    private let content: Content

    /// - Throws: A fault with file, line and column when that much does not read.
    init(reading file: PolicyFile) throws(Failure) {
        self.file = file
        do throws(PolicyError) {
            let tree = try YAMLPolicy.tree(file.bytes)
            scope = try PolicyScope(of: tree)
            content = .tree(tree)
        } catch {
            throw file.located(error)
        }
    }

    init(_ file: PolicyFile, compiledAs policy: Policy) {
        self.file = file
        scope = policy.scope
        content = .compiled(policy)
    }

    /// - Throws: A fault with file, line and column when the rest does not read.
    func policy() throws(Failure) -> Policy {
        switch content {
        case .compiled(let policy): return policy
        case .tree(let tree):
            do { return try Policy(reading: tree, bytes: file.bytes) } catch {
                throw file.located(error)
            }
        }
    }
}
