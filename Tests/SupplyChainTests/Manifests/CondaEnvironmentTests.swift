import Testing

@testable import SupplyChain

@Suite struct CondaEnvironmentTests {
    static let text = """
        name: train
        channels: [conda-forge, defaults]
        dependencies:
          - python=3.11
          - conda-forge::pytorch==2.1.0
          - numpy=1.26.0=py311h64a7726_0
          - openssl=3.1.4=hd590300_0
          - _libgcc_mutex=0.1=conda_forge
          - scipy >=1.9
          - pandas=1.*
          - cudatoolkit
          - pip:
            - requests==2.31.0
            - -r more.txt
          - other: [x]
        """

    @Test func `one version or one build is pinned, others undecided`() throws {
        let listing = try DependencyListing(
            .condaEnvironment, path: "environment.yml", bytes: Array(Self.text.utf8)
        ) { $0 == "more.txt" ? Array("six==1.16".utf8) : nil }
        #expect(
            outline(listing) == [
                "python?=3.11", "torch==2.1.0", "numpy==1.26.0", "openssl==3.1.4",
                "libgcc-mutex==0.1",
                "scipy?>=1.9", "pandas?=1.*", "cudatoolkit?", "requests==2.31.0", "six==1.16",
            ])
        #expect(listing.sources == ["conda-forge", "defaults"])
        #expect(listing.problems.count == 1)
        let numpy = listing.dependencies.first { $0.name.text == "numpy" }
        #expect(numpy?.ecosystem == .conda(isSurelyPython: true))
        #expect(listing.dependencies.last?.ecosystem == .pypi)
    }

    @Test(arguments: ["", "a: b", "dependencies: x", "dependencies: [a, *b"])
    func `what is no such file is refused`(_ text: String) {
        #expect(throws: DocumentError.self) {
            try DependencyListing(.condaEnvironment, path: "e", bytes: Array(text.utf8))
        }
    }
}
