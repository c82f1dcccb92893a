import Observation
import Operations
import Transparency

/// Asks `git` for the state of the repository that a folder is in.
enum GitState {
    /// Nothing is written into the repository, and no program that it names is run.
    private static let git = [
        "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "diff.external=",
        "-c", "core.hooksPath=/dev/null",
    ]

    /// - Returns: `nil` outside of a repository, without `git`, and when it takes too long.
    static func read() -> GitFacts? {
        guard isRepository(Environment.workingFolder),
            let text = ProgramOutput.text(git + ["status", "--porcelain=v2", "--branch"])
        else { return nil }
        let status = GitFacts.Status(text)
        guard let commit = status.commit else { return nil }
        let remote = ProgramOutput.text(git + ["config", "--get", "remote.origin.url"])
        return GitFacts(
            commit: commit, branch: status.branch, remote: remote.flatMap(GitFacts.shown(remote:)),
            difference: status.isChanged ? difference() : nil,
            untrackedCount: status.untrackedCount)
    }

    /// The digest of what differs from the commit, as `git diff` prints it.
    private static func difference() -> Digest? {
        var hasher = DigestHasher()
        let diff = [
            "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--binary", "--full-index",
            "HEAD",
        ]
        return ProgramOutput.read(git + diff) { hasher.update($0) } ? hasher.finalize() : nil
    }

    /// Asking costs a process; a look at the folders above does not.
    private static func isRepository(_ folder: String) -> Bool {
        var folder = folder[...]
        while true {
            if FileBytes.exists("\(folder)/.git") { return true }
            guard let slash = folder.lastIndex(of: "/") else { return false }
            folder = folder[..<slash]
        }
    }
}
