import Testing

@testable import SupplyChain

@Suite struct InstalledDistributionTests {
    static let text = """
        Metadata-Version: 2.4
        Name: Typing_Extensions
        Version: 4.12.2
        License: A
          B
        License-Expression: PSF-2.0
        Classifier: License :: OSI Approved :: Python Software Foundation License
        Classifier: Topic :: Software Development
        Requires-Dist: six>=1 ; extra == 'x'

        Name: not-a-header
        """

    @Test func `the headers say what is installed, and under which licence`() throws {
        let distribution = try InstalledDistribution(metadata: Array(Self.text.utf8))
        #expect(distribution.name.text == "typing-extensions")
        #expect(distribution.version.text == "4.12.2")
        #expect(distribution.licenceExpression == "PSF-2.0" && distribution.licenceText == "A\nB")
        #expect(distribution.licenceClassifiers.count == 1)
        #expect(distribution.requirements == ["six>=1 ; extra == 'x'"])
        let listing = try DependencyListing(
            .distribution, path: "x.dist-info/METADATA", bytes: Array(Self.text.utf8))
        #expect(outline(listing) == ["typing-extensions==4.12.2"])
    }

    @Test(arguments: [
        "", " x", "Name: a", "Version: 1", "Name: /\nVersion: 1", "\nName: a\nVersion: 1",
    ])
    func `without a name and a version it is refused`(_ text: String) {
        #expect(throws: DocumentError.self) {
            try InstalledDistribution(metadata: Array(text.utf8))
        }
    }
}
