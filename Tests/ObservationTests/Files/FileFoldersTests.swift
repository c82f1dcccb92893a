import Governance
import Testing
import Transparency

@testable import Observation

@Suite struct FileFoldersTests {
    private static func files(_ folder: String, _ count: Int) -> [FileFinding] {
        (0..<count).map { number in
            let digest = Digest(of: Array("\(number)".utf8))
            return FileFinding(
                path: ObservedPath("\(folder)/\(number)"), content: .bytes(digest, count: number))
        }
    }

    @Test func `a folder of many files is one thing, named as it is when it is registered`() {
        let folders = FileFolders(
            Self.files("/work/data/a", 50) + Self.files("/work/data/b", 50)
                + Self.files("/work/src", 3), apart: ["/work"])
        #expect(folders.folders.map(\.path.text) == ["/work/data"])
        #expect(folders.single.count == 3)
        let manifest = FolderManifest(
            (Self.files("a", 50) + Self.files("b", 50)).map {
                .init(
                    path: $0.path.text, digest: $0.digest ?? Digest(of: []), size: $0.byteCount ?? 0
                )
            })
        #expect(folders.folders[0].digest == manifest.digest)
    }

    @Test func `the working folder, those above it and the root's are never one thing`() {
        let files = Self.files("/work", 100) + Self.files("/data", 100)
        #expect(FileFolders(files, apart: ["/work"]).folders.isEmpty)
        #expect(FileFolders(Self.files("/a/b", 100), apart: ["/a/b/c"]).folders.isEmpty)
    }

    @Test func `a folder with nothing but a folder in it is passed`() {
        let folders = FileFolders(Self.files("/mnt/store/sets/cats", 100), apart: ["/work"])
        #expect(folders.folders.map(\.path.text) == ["/mnt/store/sets/cats"])
    }

    @Test func `a folder with a file of unknown bytes has no digest`() {
        let lost = FileFinding(path: "/work/data/lost", content: .unknown(.changed))
        let folders = FileFolders(Self.files("/work/data", 70) + [lost], apart: ["/work"])
        #expect(folders.folders.count == 1)
        #expect(folders.folders[0].digest == nil)
    }
}
