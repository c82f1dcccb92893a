import Foundation
import Operations
import Testing

@Suite struct FileBytesTests {
    private static func rights(of path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test func `a file is written whole and nothing is left beside it`() throws {
        let test = try TestPlatform()
        let file = test.folder + "/new/one"
        try FileBytes.makeFolder(test.folder + "/new")
        try FileBytes.write([1], to: file)
        try FileBytes.write([2, 3], to: file)
        #expect(try FileBytes.read(file) == [2, 3])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: test.folder + "/new") == ["one"])
    }

    @Test func `folders are made down to the one that is asked for`() throws {
        let test = try TestPlatform()
        let folder = test.folder + "/one/two/three"
        try FileBytes.makeFolder(folder + "//", isPrivate: true)
        try FileBytes.makeFolder(folder)
        #expect(try Self.rights(of: folder) == 0o700)
        try FileBytes.write([1], to: test.folder + "/file")
        for path in ["/file", "/file/one", "/file/one/two"] {
            let failure = #expect(throws: Failure.self) {
                try FileBytes.makeFolder(test.folder + path)
            }
            #expect(failure?.code == "unwritable")
            #expect(failure?.message.contains("`\(test.folder)/file`") == true)
        }
    }

    @Test func `a file that cannot take its place leaves nothing behind`() throws {
        let test = try TestPlatform()
        try FileBytes.makeFolder(test.folder + "/taken/by")
        let failure = #expect(throws: Failure.self) {
            try FileBytes.write([1], to: test.folder + "/taken")
        }
        #expect(failure?.code == "unwritable")
        #expect(!FileBytes.exists("\(test.folder)/taken.\(getpid())~"))
    }

    @Test func `a private file is nobody else's to read`() throws {
        let test = try TestPlatform()
        let file = test.folder + "/key"
        try FileBytes.write([1], to: file, isPrivate: true)
        #expect(try Self.rights(of: file) == 0o600)
    }

    @Test func `whoever makes a file first has made it for all`() throws {
        let test = try TestPlatform()
        let file = test.folder + "/key"
        try FileBytes.create([1], at: file)
        try FileBytes.create([2], at: file)
        #expect(try FileBytes.read(file) == [1])
        #expect(!FileBytes.exists("\(file).\(getpid())~"))
    }

    @Test func `what is no file is told from what is not there`() throws {
        let test = try TestPlatform()
        func code(_ path: String) -> String? {
            #expect(throws: Failure.self) { try FileBytes.read(path) }?.code
        }
        #expect(code(test.folder) == "not_a_file")
        #expect(code("/dev/zero") == "not_a_file")
        #expect(code(test.folder + "/none") == "no_such_file")
        #expect(code(test.folder + "/none/one") == "no_such_file")
        let large = test.folder + "/large"
        try #require(FileManager.default.createFile(atPath: large, contents: nil))
        try #require(truncate(large, off_t(FileBytes.sizeLimit) + 1) == 0)
        #expect(code(large) == "too_large")
    }
}
