import Testing

@testable import Tables

@Suite struct RecordBufferTests {
    private func unread(_ buffer: RecordBuffer) -> [UInt8] {
        Array(buffer.bytes[buffer.start..<buffer.end])
    }

    @Test func `what is unread stays in front of what is read next`() throws {
        try withFile(Array("abcdefgh".utf8)) { path in
            var buffer = try TableReading.buffer(path: path, chunkBytes: 4)
            var hasRoom = try buffer.refill(most: 4)
            var bytes = unread(buffer)
            #expect(hasRoom && bytes == Array("abcd".utf8))
            buffer.consume(to: 3)
            hasRoom = try buffer.refill(most: 4)
            bytes = unread(buffer)
            #expect(hasRoom && bytes == Array("defg".utf8))
            let isFinal = buffer.isFinal
            #expect(!isFinal)
        }
    }

    @Test func `a buffer grows to its limit and then has no room`() throws {
        try withFile(Array("abcdefgh".utf8)) { path in
            var buffer = try TableReading.buffer(path: path, chunkBytes: 2)
            var sizes: [Int] = []
            while try buffer.refill(most: 5) { sizes.append(buffer.end) }
            #expect(sizes == [2, 4, 5])
        }
    }

    @Test func `the end of a file is known once nothing more comes`() throws {
        try withFile(Array("abc".utf8)) { path in
            var buffer = try TableReading.buffer(path: path, chunkBytes: 8)
            let hasRoom = try buffer.refill(most: 8)
            let (isFinal, bytes) = (buffer.isFinal, unread(buffer))
            #expect(hasRoom && isFinal && bytes == Array("abc".utf8))
        }
    }
}
