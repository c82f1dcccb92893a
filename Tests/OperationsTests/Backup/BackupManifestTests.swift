import Testing
import Transparency

@testable import Operations

@Suite struct BackupManifestTests {
    private let manifest = BackupManifest(
        createdAt: Instant(milliseconds: 1_793_000_000_000), origin: "assay-home/1",
        size: 17, root: Digest(of: [1]), hasKeys: false, hasReadModels: true)

    @Test func `a manifest reads as it was written`() throws {
        #expect(try BackupManifest(parsing: manifest.json.canonicalBytes) == manifest)
    }

    @Test func `a newer backup says so`() throws {
        guard case .object(var members) = manifest.json else { return }
        members["assayBackup"] = 2
        let bytes = JSON.object(members).canonicalBytes
        let failure = #expect(throws: Failure.self) { _ = try BackupManifest(parsing: bytes) }
        #expect(failure?.code == "newer_format")
    }

    @Test(arguments: ["", "{}", "[]", #"{"assayBackup":1}"#, "\u{0}"])
    func `what is no manifest is a damaged backup`(text: String) {
        let failure = #expect(throws: Failure.self) {
            _ = try BackupManifest(parsing: Array(text.utf8))
        }
        #expect(failure?.code == "damaged_backup")
    }
}
