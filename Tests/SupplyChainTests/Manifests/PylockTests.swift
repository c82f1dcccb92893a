import Testing

@testable import SupplyChain

@Suite struct PylockTests {
    static let text = """
        lock-version = '1.0'
        created-by = 'x'

        [[packages]]
        name = 'attrs'
        version = '25.1.0'
        index = 'https://pypi.org/simple'
        wheels = [{name = 'a.whl', url = 'u', hashes = {sha256 = '00', blake2b = '11'}}]

        [[packages]]
        name = 'fork'
        vcs = {type = 'git', url = 'https://h/r', commit-id = 'c'}

        [[packages]]
        name = 'near'
        version = '1'
        directory = {path = '.', editable = true}

        [[packages]]
        name = 'packed'
        archive = {path = 'x.zip', hashes = {sha256 = '22'}}

        [[packages]]
        name = 'windows'
        version = '1'
        marker = "os_name == 'nt'"
        """

    @Test func `packages of an index are pinned, others undecided`() throws {
        let environment = MarkerEnvironment(values: [.osName: "posix"])
        let listing = try DependencyListing(
            .pylock, path: "l", bytes: Array(Self.text.utf8), environment: environment)
        #expect(
            outline(listing) == ["attrs==25.1.0", "fork@https://h/r", "near/.", "packed/x.zip"])
        #expect(listing.dependencies[0].hashes == ["blake2b:11", "sha256:00"])
    }

    @Test(arguments: ["", "lock-version = '2.0'", "lock-version = 1"])
    func `another format is refused`(_ text: String) {
        #expect(throws: DocumentError.self) {
            try DependencyListing(.pylock, path: "l", bytes: Array(text.utf8))
        }
    }
}
