import Testing

@testable import SupplyChain

@Suite struct PipfileLockTests {
    static let text = """
        {"_meta": {"sources": [{"name": "pypi", "url": "https://pypi.org/simple"}]},
         "default": {
          "certifi": {"hashes": ["sha256:00"], "index": "pypi", "version": "==2024.2.2"},
          "fork": {"git": "https://h/r.git", "ref": "abc"},
          "near": {"path": "./near", "editable": true},
          "odd": {"version": "*"},
          "win": {"version": "==1", "markers": "os_name == 'nt'"}},
         "develop": {"pytest": {"version": "==8.0.0"}, "-": {}}}
        """

    @Test func `every group is read, and what is not pinned is undecided`() throws {
        let environment = MarkerEnvironment(values: [.osName: "posix"])
        let listing = try DependencyListing(
            .pipfileLock, path: "l", bytes: Array(Self.text.utf8), environment: environment)
        #expect(
            outline(listing) == [
                "certifi==2024.2.2", "fork@https://h/r.git", "near/./near", "odd?*",
                "pytest==8.0.0",
            ])
        #expect(listing.problems.map(\.message) == ["`-` is no name"])
        #expect(listing.sources == ["https://pypi.org/simple"])
    }

    @Test(arguments: ["", "[]", "{}", "{\"_meta\": 1, \"_meta\": 2}"])
    func `what is no such file is refused`(_ text: String) {
        #expect(throws: DocumentError.self) {
            try DependencyListing(.pipfileLock, path: "l", bytes: Array(text.utf8))
        }
    }
}
