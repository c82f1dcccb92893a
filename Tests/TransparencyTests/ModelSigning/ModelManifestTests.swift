import Testing

@testable import Transparency

@Suite struct ModelManifestTests {
    private func manifest(ignoring paths: [String]) throws -> ModelManifest {
        try ModelSigningBundle(
            name: "m", files: FileDifferenceTests.files(["a": 1]), ignoredPaths: paths,
            signedBy: .generate()
        ).unverifiedManifest
    }

    @Test func `an ignored folder is ignored with all that is in it, at the top only`() throws {
        let manifest = try manifest(ignoring: ["model.sig", "logs"])
        for path in ["model.sig", "logs", "logs/a/b", ".git", ".git/config", ".gitignore"] {
            #expect(manifest.ignores(path), "\(path)")
        }
        for path in ["a", "model.sig2", "logs2/a", "sub/.git/config", "sub/model.sig", ".gitx"] {
            #expect(!manifest.ignores(path), "\(path)")
        }
    }

    @Test func `files at hand are compared with the signed ones but for the ignored`() throws {
        let manifest = try manifest(ignoring: ["model.sig"])
        let files = FileDifferenceTests.files(["a": 1, "model.sig": 7, ".git/HEAD": 8])
        #expect(try manifest.differences(from: files) == [])
        let more = FileDifferenceTests.files(["a": 1, "b": 7])
        #expect(
            try manifest.differences(from: more) == [FileDifference(path: "b", kind: .added)])
    }
}
