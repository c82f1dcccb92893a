import Testing

@testable import SupplyChain

@Suite struct PoetryLockTests {
    static let text = """
        [[package]]
        name = "attrs"
        version = "23.1.0"
        optional = false
        python-versions = ">=3.7"
        files = [{file = "attrs.whl", hash = "sha256:00"}]
        markers = "sys_platform == \\"linux\\""

        [package.extras]
        cov = ["attrs[tests]", "coverage[toml] (>=5.3)"]

        [[package]]
        name = "mine"
        version = "1"
        [package.source]
        type = "git"
        url = "https://h/r.git"
        reference = "main"

        [[package]]
        name = "own"
        version = "1"
        [package.source]
        type = "directory"
        url = "../own"

        [[package]]
        name = "corp"
        version = "2"
        markers = {main = "os_name == 'nt'", dev = "os_name == 'posix'"}
        [package.source]
        type = "legacy"
        url = "https://pypi.corp/simple"

        [metadata]
        lock-version = "2.1"
        """

    @Test func `packages of an index are pinned, others undecided`() throws {
        let listing = try DependencyListing(.poetryLock, path: "l", bytes: Array(Self.text.utf8))
        #expect(
            outline(listing) == ["attrs==23.1.0", "mine@https://h/r.git", "own/../own", "corp==2"])
        #expect(listing.dependencies[0].hashes == ["sha256:00"])
        #expect(listing.sources == ["https://pypi.corp/simple"])
    }

    @Test func `a package is left out when its markers fail`() throws {
        let environment = MarkerEnvironment(values: [.sysPlatform: "darwin", .osName: "posix"])
        let listing = try DependencyListing(
            .poetryLock, path: "l", bytes: Array(Self.text.utf8), environment: environment)
        #expect(outline(listing) == ["mine@https://h/r.git", "own/../own", "corp==2"])
    }
}
