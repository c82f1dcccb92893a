import Testing
import Transparency

@testable import Governance

@Suite struct FolderManifestTests {
    private let a = Income.digest("a")
    private let b = Income.digest("b")

    private func entry(_ path: String, _ digest: Digest, size: Int = 1) -> FolderManifest.Entry {
        .init(path: path, digest: digest, size: size)
    }

    @Test func `a folder's digest is that of its sorted list as canonical JSON`() {
        let manifest = FolderManifest([
            entry("tokenizer/vocab.txt", b, size: 7), entry("model.json", a, size: 120),
        ])
        let text =
            #"[{"digest":"sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb","#
            + #""path":"model.json","size":120},"#
            + #"{"digest":"sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d","#
            + #""path":"tokenizer/vocab.txt","size":7}]"#
        #expect(manifest.json.canonical == text)
        #expect(manifest.digest == Digest(of: Array(text.utf8)))
    }

    @Test func `a renamed file is a changed folder`() {
        let before = FolderManifest([entry("a.bin", a), entry("b.bin", b)])
        let after = FolderManifest([entry("a.bin", a), entry("c.bin", b)])
        #expect(after.digest != before.digest)
        #expect(
            FolderManifest([entry("b.bin", a), entry("a.bin", b)]).digest != before.digest)
    }

    @Test func `the order of the files does not matter`() {
        let files = [entry("z", a), entry("a", b), entry("a/b", a), entry("a-b", b)]
        #expect(FolderManifest(files).digest == FolderManifest(files.reversed()).digest)
    }

    @Test func `paths are sorted byte by byte`() {
        let files = [entry("é", a), entry("z", a), entry("a/b", a), entry("a-b", a), entry("Z", a)]
        #expect(FolderManifest(files).entries.map(\.path) == ["Z", "a-b", "a/b", "z", "é"])
    }

    @Test func `differences name each changed, added, missing and renamed file`() {
        let signed = FolderManifest([entry("same", a), entry("changed", a), entry("old", b)])
        let found = FolderManifest([entry("same", a), entry("changed", b), entry("new", b)])
        #expect(
            found.differences(from: signed) == [
                FileDifference(path: "changed", kind: .changed),
                FileDifference(path: "new", kind: .renamed, signedPath: "old"),
            ])
        #expect(
            FolderManifest([entry("more", a)]).differences(from: FolderManifest([entry("less", b)]))
                == [
                    FileDifference(path: "less", kind: .missing),
                    FileDifference(path: "more", kind: .added),
                ])
        #expect(signed.differences(from: signed).isEmpty)
    }

    @Test func `what it writes reads back`() throws {
        let manifest = FolderManifest([entry("b", b, size: 0), entry("a", a, size: 1 << 40)])
        let json = try JSON(parsing: manifest.json.canonicalBytes)
        #expect(FolderManifest(json: json) == manifest)
        #expect(FolderManifest(json: []) == FolderManifest([]))
    }

    @Test(arguments: [
        JSON.null, [:], [[]], [nil],
        [["path": "a", "size": 1]],
        [["digest": "sha256:00", "path": "a", "size": 1]],
        [["digest": 1, "path": "a", "size": 1]],
    ])
    func `what is no manifest does not read`(json: JSON) {
        #expect(FolderManifest(json: json) == nil)
    }

    @Test(arguments: [
        ("a", JSON.number(-1)), ("a", 1.5), ("a", "1"), ("a", .number(1e300)), ("", 1),
    ])
    func `an entry with an impossible size or no path does not read`(path: String, size: JSON) {
        let item: JSON = ["digest": .string(a.description), "path": .string(path), "size": size]
        #expect(FolderManifest(json: [item]) == nil)
    }

    @Test func `a path that stands twice does not read, whatever its bytes`() {
        let one: JSON = ["digest": .string(a.description), "path": "x", "size": 1]
        let two: JSON = ["digest": .string(b.description), "path": "x", "size": 1]
        #expect(FolderManifest(json: [one, two]) == nil)
        #expect(FolderManifest(json: [one, one]) == nil)
    }

    @Test func `two names that only look alike are two files`() throws {
        let manifest = FolderManifest([entry("\u{E9}", a), entry("e\u{301}", b)])
        #expect(FolderManifest(json: manifest.json)?.entries.count == 2)
    }

    @Test func `sizes beyond what can be counted do not crash`() {
        #expect(FolderManifest([entry("a", a, size: 3), entry("b", b, size: 4)]).byteCount == 7)
        let huge = (0..<2000).map { entry("\($0)", a, size: JSON.integerMax) }
        #expect(FolderManifest(huge).byteCount == .max)
    }
}
