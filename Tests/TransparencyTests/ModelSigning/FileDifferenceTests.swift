import Testing

@testable import Transparency

@Suite struct FileDifferenceTests {
    static func files(_ files: KeyValuePairs<String, UInt8>) -> [(path: String, digest: Digest)] {
        files.map { ($0.key, Digest(of: [$0.value])) }
    }

    @Test func `each kind of difference is named by its path`() {
        let differences = FileDifference.between(
            signed: Self.files(["same": 1, "changed": 2, "gone": 3, "old": 4]),
            found: Self.files(["same": 1, "changed": 9, "new": 4, "extra": 5]))
        #expect(
            differences == [
                FileDifference(path: "changed", kind: .changed),
                FileDifference(path: "extra", kind: .added),
                FileDifference(path: "gone", kind: .missing),
                FileDifference(path: "new", kind: .renamed, signedPath: "old"),
            ])
        #expect(differences.map(\.description).last == "renamed: new (signed as old)")
    }

    @Test func `a copy is an addition and each rename is used once`() {
        let signed = Self.files(["a": 1, "b": 1])
        #expect(
            FileDifference.between(signed: signed, found: Self.files(["a": 1, "b": 1, "c": 1]))
                == [FileDifference(path: "c", kind: .added)])
        #expect(
            FileDifference.between(signed: signed, found: Self.files(["c": 1, "d": 1, "e": 1])) == [
                FileDifference(path: "c", kind: .renamed, signedPath: "a"),
                FileDifference(path: "d", kind: .renamed, signedPath: "b"),
                FileDifference(path: "e", kind: .added),
            ])
    }

    @Test func `names that only look alike are two files`() {
        let differences = FileDifference.between(
            signed: Self.files(["\u{E9}": 1]), found: Self.files(["e\u{301}": 2, "\u{E9}": 1]))
        #expect(differences.map(\.kind) == [.added])
        #expect(differences.map { Array($0.path.utf8) } == [Array("e\u{301}".utf8)])
    }

    @Test func `a symbolic link is named as one, whatever was signed there`() {
        let differences = FileDifference.between(
            signed: Self.files(["a": 1]), found: [], links: ["a", "b"])
        #expect(
            differences == [
                FileDifference(path: "a", kind: .symlink),
                FileDifference(path: "b", kind: .symlink),
            ])
    }

    @Test func `what is no file is never what was signed`() {
        let differences = FileDifference.between(
            signed: Self.files(["a": 1]), found: [], others: ["a", "link"])
        #expect(
            differences == [
                FileDifference(path: "a", kind: .changed),
                FileDifference(path: "link", kind: .added),
            ])
    }
}
