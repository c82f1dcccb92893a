import Testing

@testable import SupplyChain

@Suite struct UVLockTests {
    static let text = """
        version = 1
        revision = 2
        requires-python = ">=3.11"

        [[package]]
        name = "mine"
        source = { virtual = "." }
        dependencies = [{ name = "anyio", marker = "os_name == 'nt'" }]

        [[package]]
        name = "anyio"
        version = "4.4.0"
        source = { registry = "https://pypi.org/simple" }
        sdist = { url = "https://f/a.tar.gz", hash = "sha256:00", size = 1 }
        wheels = [
            { url = "https://f/a.whl", hash = "sha256:11", size = 2 },
        ]

        [[package]]
        name = "fork"
        version = "1.0"
        source = { git = "https://h/r?rev=main#abc" }

        [[package]]
        name = "beside"
        version = "0.1"
        source = { editable = "../beside" }

        [[package]]
        name = "nothing"
        """

    @Test func `packages of an index are pinned, others undecided`() throws {
        let listing = try DependencyListing(.uvLock, path: "uv.lock", bytes: Array(Self.text.utf8))
        #expect(
            outline(listing) == [
                "anyio==4.4.0", "fork@https://h/r?rev=main#abc", "beside/../beside",
            ])
        #expect(listing.dependencies[0].hashes == ["sha256:11", "sha256:00"])
        #expect(listing.sources == ["https://pypi.org/simple"])
        #expect(listing.problems.count == 1)
    }

    @Test(arguments: ["", "version = 2", "version = 1\n["])
    func `another format is refused`(_ text: String) {
        #expect(throws: DocumentError.self) {
            try DependencyListing(.uvLock, path: "uv.lock", bytes: Array(text.utf8))
        }
    }
}
