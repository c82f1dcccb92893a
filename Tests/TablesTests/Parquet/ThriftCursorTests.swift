import Testing

@testable import Tables

@Suite struct ThriftCursorTests {
    @Test func `fields are found by their numbers`() throws {
        // 1: 150; 3: "hi"; 20, said in full: true; 21: [1, -1]; then the end.
        let bytes: [UInt8] = [
            0x15, 0xAC, 0x02, 0x28, 2, 0x68, 0x69, 0x01, 0x28, 0x19, 0x25, 2, 1, 0,
        ]
        var cursor = ThriftCursor(bytes)
        var (id, found) = (0, [String]())
        while let kind = try cursor.field(&id) {
            switch id {
            case 1: found.append("\(try cursor.integer(kind))")
            case 3: found.append(try cursor.text(kind))
            case 20: found.append("\(try cursor.bool(kind))")
            default:
                let (count, element) = try cursor.list(kind)
                for _ in 0..<count { found.append("\(try cursor.integer(element))") }
            }
        }
        #expect(found == ["150", "hi", "true", "1", "-1"])
        var skipping = ThriftCursor(bytes)
        id = 0
        while let kind = try skipping.field(&id) { try skipping.skip(kind) }
        #expect(skipping.at == bytes.count)
    }

    @Test func `an empty list may be of no type`() throws {
        var (cursor, id) = (ThriftCursor([0x19, 0, 0]), 0)
        let kind = try #require(try cursor.field(&id))
        #expect(try cursor.structures(kind) == 0)
        #expect(try cursor.field(&id) == nil)
    }

    @Test(
        arguments: [
            [], [0x15], [0x15, 0x80], [0x1F, 0], [0x18, 0x7F, 0], [0x19, 0xF5, 0xFF, 0xFF, 0x7F],
            [0x1B, 0xFF, 0xFF, 0x7F, 0x55], [0x1B, 1, 0xFF, 0], [0x17, 1, 2],
            [0x15] + [UInt8](repeating: 0xFF, count: 11),
            [UInt8](repeating: 0x1C, count: 100_000), [UInt8](repeating: 0x19, count: 100_000),
        ] as [[UInt8]])
    func `what is cut off, lies or is nested too deeply is refused`(_ bytes: [UInt8]) {
        #expect(throws: TableError.self) {
            var (cursor, id) = (ThriftCursor(bytes), 0)
            while let kind = try cursor.field(&id) { try cursor.skip(kind) }
        }
    }
}
