import Governance
import Operations
import Testing
import Transparency

@Suite struct HashedPartTests {
    private func failure(_ part: HashedPart) async throws -> Failure {
        let story = try IncomeStory()
        var registration = try await story.registration()
        registration.parts.append(part)
        let command = registration
        let failure = try await story.test.failure {
            try await story.test.platform.perform(command)
        }
        #expect(try await story.test.recordCount() == 0)
        return failure
    }

    private func folder(_ manifest: FolderManifest) -> HashedPart {
        HashedPart(
            role: .config, name: "config", path: "config", isFolder: true,
            digest: manifest.digest, byteCount: manifest.byteCount,
            fileCount: manifest.entries.count, manifest: manifest)
    }

    @Test func `a folder's list of files must make its digest`() async throws {
        let honest = folder(
            FolderManifest([.init(path: "a", digest: Digest(of: [1]), size: 1)]))
        for (digest, bytes, files) in [
            (Digest(of: [9]), honest.byteCount, honest.fileCount),
            (honest.digest, 7, honest.fileCount), (honest.digest, honest.byteCount, 2),
        ] {
            let forged = HashedPart(
                role: .config, name: "config", path: "config", isFolder: true, digest: digest,
                byteCount: bytes, fileCount: files, manifest: honest.manifest)
            #expect(try await failure(forged).code == "bad_part")
        }
    }

    @Test func `a folder without a list of its files is no part`() async throws {
        let part = HashedPart(
            role: .config, name: "config", path: "config", isFolder: true,
            digest: Digest(of: [1]), byteCount: 1, fileCount: 1, manifest: nil)
        #expect(try await failure(part).code == "bad_part")
    }

    @Test(arguments: ["../key", "/etc/passwd", "a//b", "a/./b", "a/", ".."])
    func `a path in a folder leads nowhere else`(path: String) async throws {
        let entry = FolderManifest.Entry(path: path, digest: Digest(of: [1]), size: 1)
        let failure = try await failure(folder(FolderManifest([entry])))
        #expect(failure.code == "bad_part")
        #expect(failure.message.contains("`\(path)`"))
    }

    @Test(arguments: [0, 256])
    func `a part has a name of 1 to 255 bytes`(length: Int) async throws {
        let part = HashedPart(
            role: .config, name: String(repeating: "n", count: length), path: "config",
            isFolder: false, digest: Digest(of: [1]), byteCount: 1, fileCount: 1, manifest: nil)
        #expect(try await failure(part).code == "bad_part")
    }
}
