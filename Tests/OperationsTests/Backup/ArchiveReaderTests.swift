import Foundation
import Testing
import Transparency

@testable import Operations

@Suite struct ArchiveReaderTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/archive-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    /// An archive of three files, one of them empty.
    private func write(in folder: String) throws -> String {
        let file = "\(folder)/source"
        try FileBytes.write([UInt8](repeating: 7, count: 1_500), to: file)
        let path = "\(folder)/backup.tar"
        let writer = try ArchiveWriter(path: path)
        try writer.add(Array("first".utf8), as: "a")
        let digest = try writer.add(file: file, as: "b/c")
        #expect(digest == Digest(of: [UInt8](repeating: 7, count: 1_500)))
        try writer.add([], as: "empty")
        try writer.seal()
        #expect(!FileBytes.exists(path))
        try writer.keep()
        return path
    }

    private func contents(of path: String) throws -> [String: [UInt8]] {
        let reader = try ArchiveReader(path: path)
        var contents: [String: [UInt8]] = [:]
        while let entry = try reader.next() {
            contents[entry.name] = try reader.bytes(upTo: 10_000)
        }
        return contents
    }

    @Test func `what is written is read`() throws {
        try inFolder { folder in
            let path = try write(in: folder)
            #expect(
                try contents(of: path) == [
                    "a": Array("first".utf8), "b/c": [UInt8](repeating: 7, count: 1_500),
                    "empty": [],
                ])
            let reader = try ArchiveReader(path: path)
            while let entry = try reader.next() {
                guard entry.name == "b/c" else { continue }
                try reader.extract(to: "\(folder)/out", isPrivate: true)
            }
            #expect(try FileBytes.read("\(folder)/out").count == 1_500)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                    == ["backup.tar", "out", "source"])
        }
    }

    @Test func `an archive with any bit changed is damaged`() throws {
        try inFolder { folder in
            let path = try write(in: folder)
            let bytes = try FileBytes.read(path)
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1 << UInt8(index % 8)
                try Data(changed).write(to: URL(filePath: path))
                #expect(throws: Failure.self, "byte \(index)") { _ = try contents(of: path) }
            }
        }
    }

    @Test func `an archive that is cut off or goes on is damaged`() throws {
        try inFolder { folder in
            let path = try write(in: folder)
            let bytes = try FileBytes.read(path)
            for count in stride(from: 0, to: bytes.count, by: 97) {
                try Data(bytes[..<count]).write(to: URL(filePath: path))
                #expect(throws: Failure.self, "\(count) bytes") { _ = try contents(of: path) }
            }
            try Data(bytes + [0]).write(to: URL(filePath: path))
            #expect(throws: Failure.self) { _ = try contents(of: path) }
        }
    }

    @Test func `an archive that is not kept leaves nothing behind`() throws {
        try inFolder { folder in
            do {
                let writer = try ArchiveWriter(path: "\(folder)/backup.tar")
                try writer.add([1, 2, 3], as: "a")
                try writer.seal()
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }
}
