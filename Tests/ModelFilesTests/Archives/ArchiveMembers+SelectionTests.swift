import Testing

@testable import ModelFiles

@Suite struct ArchiveMembersSelectionTests {
    private func names(
        _ bytes: [UInt8], byteCountMax: Int = 100, _ isWanted: (String) -> Bool = { _ in true }
    ) throws -> [String] {
        try ArchiveMembers.selection(
            of: Bytes(bytes), byteCountMax: byteCountMax, where: isWanted
        ).map { "\($0.name)=\(String(decoding: $0.contents, as: UTF8.self))" }
    }

    private func zip(_ members: [(String, String)]) -> [UInt8] {
        var writer = ZipWriter()
        writer.members = members.map { ZipWriter.member($0.0, Array($0.1.utf8)) }
        return writer.bytes
    }

    private func tar(_ members: [(String, String)]) -> [UInt8] {
        TarWriter(members: members.map { .init($0.0, Array($0.1.utf8)) }).bytes
    }

    @Test func `all files of a zip that are wanted are given, also those of one name`() throws {
        let bytes = zip([("a/METADATA", "1"), ("b", "2"), ("a/METADATA", "3")])
        #expect(try names(bytes) { $0 == "a/METADATA" } == ["a/METADATA=1", "a/METADATA=3"])
        #expect(try names(bytes) { $0 == "c" }.isEmpty)
    }

    @Test func `a file larger than is taken is refused`() throws {
        let bytes = zip([("a", String(repeating: "x", count: 101))])
        #expect(throws: ArchiveMembers.Fault.tooLarge) { try names(bytes) }
        #expect(try names(bytes, byteCountMax: 101).count == 1)
    }

    @Test func `more than 16 files are refused`() throws {
        let bytes = zip((0..<17).map { ("\($0)", "") })
        #expect(throws: ArchiveMembers.Fault.tooLarge) { try names(bytes) }
    }

    @Test func `of a tar the first file that is wanted is given, also behind gzip`() throws {
        let tar = tar([("p-1/a", "1"), ("p-1/PKG-INFO", "2"), ("p-1/PKG-INFO", "3")])
        for bytes in [tar, GzipWriter.bytes(tar)] {
            #expect(try names(bytes) { $0.hasSuffix("PKG-INFO") } == ["p-1/PKG-INFO=2"])
            #expect(try names(bytes) { $0 == "none" }.isEmpty)
        }
    }

    @Test func `a damaged archive is no archive`() throws {
        let gzip = GzipWriter.bytes(tar([("a", "1")]))
        #expect(throws: ArchiveMembers.Fault.notRead) {
            try names(Array(gzip.dropLast(600))) { $0 == "b" }
        }
        #expect(throws: ArchiveMembers.Fault.notRead) { try names(Array("text".utf8)) }
    }
}
