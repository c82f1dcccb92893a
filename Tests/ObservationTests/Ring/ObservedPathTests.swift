import Testing

@testable import Observation

@Suite struct ObservedPathTests {
    @Test(arguments: [
        ("/a//b", "/a/b"), ("/a/./b", "/a/b"), ("/a/b/", "/a/b"), ("/a/../b", "/a/../b"),
        ("/a/.hidden", "/a/.hidden"), ("/", ""),
    ])
    func `what means nothing in a path is folded`(given: String, folded: String) {
        #expect(ObservedPath(given).text == (folded.isEmpty ? "/" : folded))
    }

    @Test func `bytes that are no text are shown as such`() {
        let path = ObservedPath([0x2F, 0x61, 0xFF, 0xC3, 0xA4, 0x62])
        #expect(path.text == "/a\\xFFäb")
    }

    @Test func `a folder is not below itself, nor a neighbour of the same beginning`() {
        let folder: ObservedPath = "/data"
        #expect(ObservedPath("/data/a/b").isBelow(folder))
        #expect(!ObservedPath("/data").isBelow(folder))
        #expect(!ObservedPath("/database/a").isBelow(folder))
        #expect(ObservedPath("/data/a").moved(from: folder, to: "/old") == "/old/a")
    }
}
