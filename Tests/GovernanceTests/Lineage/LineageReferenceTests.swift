import Governance
import Testing
import Transparency

@Suite struct LineageReferenceTests {
    @Test(arguments: [
        "sha256:" + String(repeating: "a", count: 64), "md5:" + String(repeating: "0", count: 32),
        "model:income@3", "dataset:census@1", "openlineage:postgres://db:5432 public.orders",
        "hub:org/name@main", "pkg:pypi/numpy@2.1.0", "git:https://example.org/a.git@0f",
    ])
    func `it names what each scheme may name`(text: String) {
        #expect(LineageReference(text)?.description == text)
    }

    @Test(arguments: [
        "", ":", "sha256:", "sha256:AA", "md5:0", "md5:" + String(repeating: "A", count: 32),
        "model:income", "model:Income@3", "dataset:census@0", "plain", "Hub:x", "hub:", "hub:a\nb",
        "hub:a\u{0}", "hub:" + String(repeating: "x", count: 1_000),
    ])
    func `anything else is refused`(text: String) {
        #expect(LineageReference(text) == nil)
    }

    @Test func `keys are the first twelve bytes of the SHA-256 of the text`() throws {
        let reference = try #require(LineageReference("hub:org/name@main"))
        #expect(
            LineageKey(reference).bytes
                == Array(Digest(of: Array("hub:org/name@main".utf8)).bytes.prefix(12)))
    }
}
