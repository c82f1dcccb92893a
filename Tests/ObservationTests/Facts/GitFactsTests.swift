import Testing

@testable import Observation

@Suite struct GitFactsTests {
    @Test func `a status says commit, branch and what is changed`() {
        let commit = String(repeating: "a", count: 40)
        let status = GitFacts.Status(
            "# branch.oid \(commit)\n# branch.head main\n1 .M N... 100644 100644 100644 a b x\n? y\n"
        )
        #expect(status.commit == commit)
        #expect(status.branch == "main")
        #expect(status.isChanged)
        #expect(status.untrackedCount == 1)
        #expect(GitFacts.Status("# branch.oid (initial)\n# branch.head (detached)\n").commit == nil)
    }

    @Test(arguments: [
        ("https://ann:secret@example.org/x.git\n", "https://example.org/x.git"),
        ("git@example.org:team/x.git", "example.org:team/x.git"),
        ("ssh://git@example.org/x", "ssh://example.org/x"), ("/home/ann/x", nil), ("", nil),
    ])
    func `a remote is shown without who asks`(remote: String, shown: String?) {
        #expect(GitFacts.shown(remote: remote) == shown)
    }
}
