import Testing

@testable import Operations

@Suite struct TarHeaderTests {
    @Test(arguments: [0, 1, 511, 512, 8_589_934_591, 8_589_934_592, 1 << 50])
    func `a header reads as it was written, whatever the size`(byteCount: Int) throws {
        let header = try TarHeader(name: "blobs/ab/cdef", byteCount: byteCount)
        #expect(header.bytes.count == 512)
        #expect(TarHeader(header.bytes) == header)
    }

    @Test func `a long name is cut at a slash`() throws {
        let name = String(repeating: "a", count: 90) + "/" + String(repeating: "b", count: 90)
        let header = try TarHeader(name: name, byteCount: 7)
        #expect(TarHeader(header.bytes)?.name == name)
    }

    @Test(
        arguments: [
            "", "/etc/passwd", "../up", "a/../b", "a//b", "./a", "a/.", "a\u{0}b", "a\nb",
            String(repeating: "a", count: 101), String(repeating: "a/", count: 200) + "a",
        ])
    func `a name that leads elsewhere or does not fit is refused`(name: String) {
        #expect(throws: Failure.self) { try TarHeader(name: name, byteCount: 0) }
    }

    @Test func `a header with any byte changed is none`() throws {
        let bytes = try TarHeader(name: "assay.sqlite", byteCount: 12_345).bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x41
            #expect(TarHeader(changed) == nil, "byte \(index)")
        }
    }

    @Test func `files are filled up to whole blocks`() {
        #expect(
            [0, 1, 511, 512, 513].map(TarHeader.padding(after:)) == [0, 511, 1, 0, 511])
    }
}
