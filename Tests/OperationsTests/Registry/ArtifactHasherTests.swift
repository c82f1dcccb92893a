import Foundation
import Governance
import Operations
import Synchronization
import Testing
import Transparency

@Suite struct ArtifactHasherTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    private func hash(_ name: String) async throws -> HashedArtifact {
        try await ArtifactHasher.hash("\(test.folder)/\(name)")
    }

    @Test func `a file is its bytes, a folder its sorted manifest`() async throws {
        try test.write("two", to: "model/b/two.bin")
        try test.write("one", to: "model/one.bin")
        let file = try await hash("model/one.bin")
        #expect(file.digest == Digest(of: Array("one".utf8)))
        #expect(!file.isFolder)
        let folder = try await hash("model")
        let one = Digest(of: Array("one".utf8))
        let two = Digest(of: Array("two".utf8))
        let manifest =
            #"[{"digest":"\#(two)","path":"b/two.bin","size":3},"#
            + #"{"digest":"\#(one)","path":"one.bin","size":3}]"#
        #expect(folder.digest == Digest(of: Array(manifest.utf8)))
        #expect(folder.byteCount == 6)
    }

    @Test func `a renamed file is a changed folder, a slash at the end is not`() async throws {
        try test.write("one", to: "first/one.bin")
        try test.write("one", to: "second/uno.bin")
        #expect(try await hash("first").digest != hash("second").digest)
        #expect(try await hash("first").digest == hash("first/").digest)
    }

    @Test func `version control's own files at the top are left out, deeper ones are not`()
        async throws
    {
        try test.write("one", to: "plain/one.bin")
        try test.write("one", to: "cloned/one.bin")
        try test.write("x", to: "cloned/.git/config")
        try test.write("x", to: "cloned/.gitignore")
        #expect(try await hash("plain").digest == hash("cloned").digest)
        try test.write("x", to: "cloned/deep/.gitignore")
        #expect(try await hash("plain").digest != hash("cloned").digest)
    }

    /// What somebody does to a folder of a 3 MiB and a small file while the large one is read.
    static let meddling: [(name: String, act: @Sendable (String) throws -> Void)] = [
        ("the file being read grows", { try append("more", to: "\($0)/a-large.bin") }),
        ("another file is added", { try Data("new".utf8).write(to: URL(filePath: "\($0)/new")) }),
        ("another file goes", { try FileManager.default.removeItem(atPath: "\($0)/z-small") }),
        (
            "a file that was read already changes",
            { try Data("smaller".utf8).write(to: URL(filePath: "\($0)/z-small")) }
        ),
    ]

    private static func append(_ text: String, to path: String) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    @Test(arguments: meddling.indices)
    func `a folder that changes while it is read has no digest`(index: Int) async throws {
        try test.write(String(repeating: "large ", count: 600_000), to: "model/a-large.bin")
        try test.write("small", to: "model/z-small")
        let folder = "\(test.folder)/model"
        let (_, act) = Self.meddling[index]
        let seen = Mutex(0)
        let failure = try await test.failure {
            try await ArtifactHasher.hash(folder) { count in
                // Both files are read at the same time: the small one is done when this is met.
                let isThird = seen.withLock { seen in
                    seen += count > 1000 ? 1 : 0
                    return count > 1000 && seen == 3
                }
                if isThird { try? act(folder) }
            }
        }
        #expect(failure.code == "changed_while_read")
        #expect(failure.kind == .fault)
    }

    @Test func `a file that changes while it is read has no digest`() async throws {
        let file = try test.write(String(repeating: "large ", count: 600_000), to: "large.bin")
        let failure = try await test.failure {
            try await ArtifactHasher.hash(file) { _ in try? Self.append("x", to: file) }
        }
        #expect(failure.code == "changed_while_read")
        #expect(failure.message == "`\(file)` changed while it was read")
    }

    @Test func `a link to a file within is followed, one that leaves is refused`() async throws {
        try test.write("one", to: "model/one.bin")
        try test.write("secret", to: "secret.txt")
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: "\(test.folder)/model/two.bin", withDestinationPath: "one.bin")
        let manifest = try await hash("model").manifest
        #expect(manifest.entries.map(\.path) == ["one.bin", "two.bin"])
        #expect(Set(manifest.entries.map(\.digest)).count == 1)
        for target in ["../secret.txt", "\(test.folder)/secret.txt", "../../../../etc/hostname"] {
            let link = "\(test.folder)/model/out"
            try files.createSymbolicLink(atPath: link, withDestinationPath: target)
            let failure = try await test.failure { try await hash("model") }
            #expect(["link_out_of_folder", "broken_link"].contains(failure.code), "\(failure)")
            try files.removeItem(atPath: link)
        }
    }

    @Test func `a folder whose name begins like the model's is not within it`() async throws {
        try test.write("one", to: "model/one.bin")
        try test.write("two", to: "model-2/two.bin")
        try FileManager.default.createSymbolicLink(
            atPath: "\(test.folder)/model/two.bin", withDestinationPath: "../model-2/two.bin")
        #expect(try await test.failure { try await hash("model") }.code == "link_out_of_folder")
    }

    @Test func `a link back to its own folder ends the walk`() async throws {
        try test.write("one", to: "model/inner/one.bin")
        try FileManager.default.createSymbolicLink(
            atPath: "\(test.folder)/model/inner/back", withDestinationPath: "..")
        let failure = try await test.failure { try await hash("model") }
        #expect(["link_to_folder", "link_out_of_folder"].contains(failure.code))
    }

    @Test func `nesting is bounded`() async throws {
        let deep = (0..<70).map { "d\($0)" }.joined(separator: "/")
        try test.write("one", to: "model/\(deep)/one.bin")
        #expect(try await test.failure { try await hash("model") }.code == "too_deep")
    }

    @Test(.timeLimit(.minutes(15)))
    func `a pipe is refused and not waited for`() async throws {
        try test.write("one", to: "model/one.bin")
        let pipe = "\(test.folder)/model/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(try await test.failure { try await hash("model") }.code == "not_a_file")
        #expect(try await test.failure { try await hash("model/pipe") }.code == "not_a_file")
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `an unreadable file says why`() async throws {
        let file = try test.write("one", to: "model/one.bin")
        try #require(chmod(file, 0) == 0)
        #expect(try await test.failure { try await hash("model") }.code == "unreadable")
    }
}
