import Testing
import Transparency

@testable import SupplyChain

struct SPDX2ReaderTests {
    static let document = """
        {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "d",
         "creationInfo": {"created": "2024-01-01T00:00:00Z",
          "creators": ["Tool: syft-1.0", "Organization: Anchore, Inc"]},
         "packages": [{"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1",
           "licenseConcluded": "NOASSERTION", "licenseDeclared": "MIT",
           "checksums": [{"algorithm": "SHA256", "checksumValue":
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}],
           "externalRefs": [{"referenceCategory": "SECURITY", "referenceType": "cpe23Type",
              "referenceLocator": "cpe:2.3:a"},
             {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
              "referenceLocator": "pkg:pypi/a@1"}]},
          {"SPDXID": "SPDXRef-b", "name": "b"}],
         "files": [{"SPDXID": "SPDXRef-f", "fileName": "./f", "checksums": []}],
         "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT",
            "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"},
           {"spdxElementId": "SPDXRef-a", "relationshipType": "DESCENDANT_OF",
            "relatedSpdxElement": "SPDXRef-b"}]}
        """

    @Test func `a document of 2 3 is read`() throws {
        let read = try SPDX2Reader(JSON(parsing: Self.document)).inventory()
        #expect(read.form == "SPDX 2.3")
        #expect(read.makers == ["syft-1.0", "Anchore, Inc"])
        #expect(read.components.map(\.relation) == [.subject, .ancestor, .included])
        #expect(read.components[0].url?.description == "pkg:pypi/a@1")
        #expect(read.components[0].licences == ["MIT"])
        #expect(read.subjects.first?.digest == Digest(of: [UInt8]()))
    }

    @Test func `version 2 1 is refused by name`() {
        #expect(
            throws: ImportError.unsupportedVersion(
                form: "SPDX", version: "SPDX-2.1", supported: "2.2, 2.3 and 3.0")
        ) {
            try SPDX2Reader(["spdxVersion": "SPDX-2.1"]).inventory()
        }
    }
}
