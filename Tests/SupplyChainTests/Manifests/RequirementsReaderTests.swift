import Testing

@testable import SupplyChain

@Suite struct RequirementsReaderTests {
    static let text = """
        # what we need
        --index-url https://pypi.example/simple
        -r more/base.txt
        -c constraints.txt
        Requests[security]==2.31.0 \\
            --hash=sha256:00 --hash=sha256:11
        numpy>=1.20 ; python_version >= "3.8"
        old==1 ; python_version < "3"
        open
        pinned-later
        pip @ https://example.org/pip-1.zip
        git+https://github.com/a/b.git@main#egg=B_b&subdirectory=x
        ./wheels/torch-2.0-cp311-none-any.whl
        -e ./lib
        ===
        exact===1.0-p1
        --no-such-option
        """

    private static let files = [
        "d/more/base.txt": "-r ../again.txt\nsix==1.16\n",
        "d/again.txt": "-r requirements.txt\n-r no.txt\n",
        "d/requirements.txt": text,
        "d/constraints.txt": "pinned_later==3\nrequests==1\nunused==9\n",
    ]

    private static func listing(
        _ text: String, environment: MarkerEnvironment = .unknown
    ) throws -> DependencyListing {
        try DependencyListing(
            .requirements, path: "d/requirements.txt", bytes: Array(text.utf8),
            environment: environment
        ) { files[$0].map { Array($0.utf8) } }
    }

    @Test func `every line is a dependency, a source or a problem`() throws {
        let listing = try Self.listing(Self.text)
        #expect(
            Set(outline(listing)) == [
                "six==1.16", "requests==2.31.0", "numpy?>=1.20", "old==1", "open?",
                "pinned-later==3",
                "pip@https://example.org/pip-1.zip",
                "b-b@git+https://github.com/a/b.git@main#egg=B_b&subdirectory=x",
                "torch/./wheels/torch-2.0-cp311-none-any.whl", "exact==1.0-p1",
            ])
        #expect(listing.sources == ["https://pypi.example/simple"])
        #expect(
            listing.problems.map { "\($0.place.path):\($0.place.line)" } == [
                "d/again.txt:2", "d/requirements.txt:14", "d/requirements.txt:15",
                "d/requirements.txt:17",
            ])
        let requests = listing.dependencies.first { $0.name.text == "requests" }
        #expect(requests?.hashes == ["sha256:00", "sha256:11"])
        #expect(requests?.place == Dependency.Place(path: "d/requirements.txt", line: 5))
    }

    @Test func `a marker that fails leaves a dependency out, and nothing else does`() throws {
        let environment = MarkerEnvironment(values: [.pythonVersion: "3.11"])
        let known = try Self.listing(Self.text, environment: environment)
        #expect(!outline(known).contains("old==1") && outline(known).contains("numpy?>=1.20"))
    }

    @Test func `what includes itself ends`() throws {
        let listing = try DependencyListing(
            .requirements, path: "a", bytes: Array("-r a\n-r b".utf8)
        ) { Array("-r \($0)x\nx==1".utf8) }
        #expect(listing.problems.map(\.message).contains("too many files are included"))
    }

    @Test func `a file that is not UTF-8 is a problem`() throws {
        let listing = try DependencyListing(.requirements, path: "a", bytes: [0xFF, 0xFE, 0x61, 0])
        #expect(listing.problems.map(\.message) == ["it is not UTF-8"])
    }
}
