import Testing
import Transparency

@testable import SupplyChain

struct CycloneDXReaderTests {
    private static func read(_ text: String) throws -> ImportedInventory {
        try CycloneDXReader(JSON(parsing: text)).inventory()
    }

    /// Tools as 1.4 lists them, licences of all three kinds, components within components.
    private static let old = """
        {"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1,
         "metadata": {"timestamp": "2023-01-01T00:00:00Z", "authors": [{"name": "Ann"}],
          "tools": [{"vendor": "V", "name": "syft", "version": "0.9"}],
          "component": {"type": "application", "name": "app", "bom-ref": "app"}},
         "components": [{"type": "library", "name": "a", "version": "1", "bom-ref": "x",
           "purl": "pkg:pypi/A@1", "hashes": [
             {"alg": "SHA-1", "content": "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"},
             {"alg": "Streebog-256", "content": "00"}],
           "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Own"}}],
           "components": [{"type": "file", "name": "f"}]},
           {"type": "library", "name": "b", "licenses": [{"expression": "MIT OR ISC"}]}],
         "vulnerabilities": [{"id": "CVE-1", "references": [{"id": "GHSA-1", "source": {}}],
           "ratings": [{"score": 9.8, "severity": "critical"}],
           "affects": [{"ref": "x", "versions": [{"version": "1", "status": "affected"},
             {"version": "2", "status": "unaffected"}]}, {"ref": "urn:cdx:elsewhere/1#y"}]}]}
        """

    @Test func `an inventory of 1.4 is read`() throws {
        let read = try Self.read(Self.old)
        #expect(read.form == "CycloneDX 1.4")
        #expect(read.makers == ["Ann", "syft 0.9"])
        #expect(read.components.map(\.name) == ["app", "a", "f", "b"])
        #expect(read.components.map(\.kind) == [.package, .package, .file, .package])
        #expect(read.components[1].url?.description == "pkg:pypi/a@1")
        #expect(
            read.components[1].hashes.map(\.hex) == ["da39a3ee5e6b4b0d3255bfef95601890afd80709"])
        #expect(read.components[1].licences == ["MIT", "Own"])
        #expect(read.components[3].licences == ["MIT OR ISC"])
        let vulnerability = try #require(read.vulnerabilities.first)
        #expect(vulnerability.affects == ["pkg:pypi/a@1", "urn:cdx:elsewhere/1#y"])
        #expect(vulnerability.fixedVersions == ["2"])
        #expect(vulnerability.aliases == ["GHSA-1"])
    }

    @Test(arguments: ["1.3", "2.0", "9"])
    func `other versions are refused by name`(_ version: String) {
        #expect(
            throws: ImportError.unsupportedVersion(
                form: "CycloneDX", version: version, supported: "1.4 to 1.7")
        ) {
            try Self.read(#"{"bomFormat": "CycloneDX", "specVersion": "\#(version)"}"#)
        }
    }

    @Test(arguments: [
        (#"{"type": "library"}"#, "components.name"),
        (#"{"name": "a"}"#, "components.type"),
        (#"{"type": "library", "name": "a", "purl": "no"}"#, "components.purl"),
        (
            #"{"type": "file", "name": "a", "hashes": [{"alg": "SHA-256", "content": "0"}]}"#,
            "components.hashes.content"
        ),
    ])
    func `what is malformed is named`(_ component: String, _ field: String) {
        #expect(throws: ImportError.malformed(field: field)) {
            try Self.read(
                #"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [\#(component)]}"#)
        }
    }
}
