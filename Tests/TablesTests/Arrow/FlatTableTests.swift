import Testing

@testable import Tables

@Suite struct FlatTableTests {
    /// A table with a number of two bytes as field 0, none as field 1 and a text as field 2.
    private static let bytes: [UInt8] = [
        16, 0, 0, 0, 0, 0, 10, 0, 12, 0, 4, 0, 0, 0, 8, 0,
        10, 0, 0, 0, 0xFE, 0xFF, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0x68, 0x69, 0, 0,
    ]

    @Test func `fields are found, and those that are not there have their default`() throws {
        let table = try FlatTable(Self.bytes)
        #expect(try table.number(0, size: 2) == -2)
        #expect(try table.number(1, size: 4, default: 7) == 7)
        #expect(try table.text(2) == "hi")
        #expect(try table.text(9) == "" && table.tables(9, most: 1).isEmpty)
        #expect(try table.longs(9, perElement: 2).isEmpty)
    }

    @Test func `what leads out of the bytes is refused`() {
        for count in 0..<34 {
            #expect(throws: TableError.self) {
                let table = try FlatTable(Array(Self.bytes[..<count]))
                _ = try table.number(0, size: 2)
                _ = try table.text(2)
            }
        }
        for place in Self.bytes.indices {
            for byte in [0xFF, 0x7F, 0x80, 0x01] as [UInt8] {
                var bytes = Self.bytes
                bytes[place] = byte
                guard let table = try? FlatTable(bytes) else { continue }
                _ = try? table.number(0, size: 8)
                _ = try? table.text(2)
                _ = try? table.tables(2, most: 100).map { try $0.tables(0, most: 100).count }
            }
        }
    }
}
