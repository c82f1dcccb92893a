import Foundation
import Operations
import Testing
import Transparency

@Suite struct BlobFolderTests {
    private func file(_ digest: Digest, _ test: TestPlatform) -> String {
        "\(test.folder)/blobs/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
    }

    @Test func `what was put is got by its digest`() throws {
        let test = try TestPlatform()
        let blobs = test.platform.blobs
        let digest = try blobs.put([1, 2, 3])
        #expect(digest == Digest(of: [1, 2, 3]))
        #expect(try blobs.get(digest) == [1, 2, 3])
        #expect(try blobs.put([1, 2, 3]) == digest)
        #expect(try blobs.get(blobs.put([])) == [])
    }

    @Test func `bytes that are not what their name says are not given out`() throws {
        let test = try TestPlatform()
        let blobs = test.platform.blobs
        let digest = try blobs.put(Array("true".utf8))
        for text in ["", "tru", "True", "true "] {
            try Data(text.utf8).write(to: URL(filePath: file(digest, test)))
            let failure = #expect(throws: Failure.self) { try blobs.get(digest) }
            #expect(failure?.code == "damaged_blob")
            #expect(failure?.message.contains("\(digest)") == true)
        }
        try FileManager.default.removeItem(atPath: file(digest, test))
        #expect(#expect(throws: Failure.self) { try blobs.get(digest) }?.code == "missing_blob")
    }

    @Test func `what cannot be written is a fault that leaves nothing`() throws {
        let test = try TestPlatform()
        let blobs = test.platform.blobs
        let digest = Digest(of: [9])
        try test.write("in the way", to: "blobs/\(digest.hex.prefix(2))")
        let before = test.blobs()
        let failure = #expect(throws: Failure.self) { try blobs.put([9]) }
        #expect(failure?.kind == .fault)
        #expect(failure?.code == "unwritable")
        #expect(test.blobs() == before)
    }
}
