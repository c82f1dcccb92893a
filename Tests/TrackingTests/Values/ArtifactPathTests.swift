import Testing

@testable import Tracking

@Suite struct ArtifactPathTests {
    @Test(arguments: ["a", "1/abc/artifacts/model/MLmodel", "a b/ü.txt", "50%/x", "a..b/...", ""])
    func `a path is its parts`(_ text: String) throws {
        #expect(try ArtifactPath(text).text == text)
    }

    @Test(arguments: [
        "..", "a/../b", "/etc/passwd", "a//b", "a/", "./a", "a/.", "..\\a", "a\\..\\b",
        "%2e%2e/a", "a/%2E%2E/b", "%252e%252e/a", "a%2fb", "a/..%2fb", "a/%5c..", "C:/x", "C:",
        "a\0b", "a\n", "a/%00", "%25%32%65%25%32%65/a",
    ])
    func `no spelling of a path leads elsewhere`(_ text: String) {
        #expect(throws: ArtifactPath.invalid) { try ArtifactPath(text) }
    }
}
