import Testing
import Transparency

@testable import Governance

@Suite struct IntakeDescriptionTests {
    @Test func `it reads as it was written, and its manifest names the files`() {
        let contents = IntakeDescription(
            files: [
                .init(path: "b", byteCount: 2, digest: Digest(of: [2]), gitBlob: "ab"),
                .init(path: "a/c", byteCount: 1, digest: Digest(of: [1]), more: ["lfs": true]),
            ], details: ["card": ["license": "mit"]])
        #expect(contents.files.map(\.path) == ["a/c", "b"])
        #expect(IntakeDescription(json: contents.json) == contents)
        #expect(contents.manifest.byteCount == 3)
        #expect(IntakeDescription(json: ["files": [["path": "x"]], "details": [:]]) == nil)
    }
}
