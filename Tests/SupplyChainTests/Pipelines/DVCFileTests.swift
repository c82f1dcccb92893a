import Testing

@testable import SupplyChain

@Suite struct DVCFileTests {
    private static let digest = "d41d8cd98f00b204e9800998ecf8427e"

    @Test func `a pointer says what is kept`() throws {
        let pointer = try DVCPointer(
            parsing: Array(
                "outs:\n- md5: \(Self.digest)\n  size: 9\n  hash: md5\n  path: data.csv\n".utf8))
        #expect(pointer.outputs.map(\.path) == ["data.csv"] && pointer.inputs.isEmpty)
        #expect(pointer.outputs.first?.digest?.hex == Self.digest)
        #expect(throws: DocumentError.self) { try DVCPointer(parsing: Array("outs: []".utf8)) }
    }

    @Test func `a folder lists its files`() throws {
        let folder = try DVCFolder(
            json: Array("[{\"md5\":\"\(Self.digest)\",\"relpath\":\"a/b.csv\"}]".utf8))
        #expect(folder.entries.map(\.path) == ["a/b.csv"])
    }

    @Test(arguments: [
        "", "{}", "[{}]", "[{\"md5\":\"x\",\"relpath\":\"a\"}]",
        "[{\"md5\":\"d41d8cd98f00b204e9800998ecf8427e\",\"relpath\":\"../a\"}]",
        "[{\"md5\":\"d41d8cd98f00b204e9800998ecf8427e\",\"relpath\":\"/a\"}]",
        "[{\"md5\":\"d41d8cd98f00b204e9800998ecf8427e.dir\",\"relpath\":\"a\"}]",
    ])
    func `what lists no files of a folder is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try DVCFolder(json: Array(text.utf8)) }
    }
}
