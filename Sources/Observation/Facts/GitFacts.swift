package import Transparency

/// Which state of a repository a command began with.
package struct GitFacts: Sendable, Equatable {
    package let commit: String
    /// `nil` when no branch is checked out.
    package let branch: String?
    /// Without a name or a password in it.
    package let remote: String?
    /// What is changed against the commit, as `git diff` shows it; `nil` when nothing is.
    package let difference: Digest?
    /// Files that Git does not know, and was not told to ignore.
    package let untrackedCount: Int

    package init(
        commit: String, branch: String?, remote: String?, difference: Digest?, untrackedCount: Int
    ) {
        self.commit = commit
        self.branch = branch
        self.remote = remote
        self.difference = difference
        self.untrackedCount = untrackedCount
    }

    /// What `git status --porcelain=v2 --branch` says.
    package struct Status: Sendable, Equatable {
        package private(set) var commit: String?
        package private(set) var branch: String?
        package private(set) var isChanged = false
        package private(set) var untrackedCount = 0

        package init(_ text: String) {
            for line in text.split(separator: "\n") {
                if let commit = Self.rest(of: line, after: "# branch.oid ") {
                    self.commit = Self.isCommit(commit) ? commit : nil
                } else if let branch = Self.rest(of: line, after: "# branch.head ") {
                    self.branch = branch == "(detached)" ? nil : branch
                } else if line.hasPrefix("? ") {
                    untrackedCount += 1
                } else if !line.hasPrefix("#") && !line.hasPrefix("!") {
                    isChanged = true
                }
            }
        }

        private static func rest(of line: Substring, after beginning: String) -> String? {
            line.hasPrefix(beginning) ? String(line.dropFirst(beginning.count)) : nil
        }

        private static func isCommit(_ text: String) -> Bool {
            [40, 64].contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
                }
        }
    }

    /// An address as Git has it, without a name or a password; `git@host:path` too.
    package static func shown(remote: String) -> String? {
        let text = String(remote.prefix { !$0.isNewline })
        guard !text.isEmpty, text.utf8.count <= 500 else { return nil }
        if text.contains("://") { return Secrecy.shown(address: text) }
        // A path on the machine tells of the person alone.
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else {
            return nil
        }
        let host = text[..<colon]
        let bare = host.lastIndex(of: "@").map { host[host.index(after: $0)...] } ?? host
        return "\(bare)\(text[colon...])"
    }
}
