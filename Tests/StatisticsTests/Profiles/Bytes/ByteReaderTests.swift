import Testing

@testable import Statistics

@Suite struct ByteReaderTests {
    @Test func `what was written is read`() throws {
        var writer = ByteWriter()
        writer.write(UInt16(0xBEEF))
        writer.write(UInt8(7))
        writer.write(-1.5)
        writer.write("näme")
        for value in [0, 127, 128, 300, Int.max] { writer.writeVarint(value) }
        var reader = ByteReader(writer.bytes)
        #expect(try reader.read(UInt16.self) == 0xBEEF)
        #expect(try reader.read(UInt8.self) == 7)
        #expect(try reader.readDouble() == -1.5)
        #expect(try reader.readText() == "näme")
        for value in [0, 127, 128, 300, Int.max] { #expect(try reader.readVarint() == value) }
        try reader.requireEnd()
    }

    @Test func `the end, endless numbers and broken text are refused`() {
        var short = ByteReader([1, 2, 3])
        #expect(throws: SketchError.endsEarly(offset: 3)) { try short.read(UInt32.self) }
        #expect(throws: SketchError.trailingBytes(3)) { try short.requireEnd() }
        var endless = ByteReader([UInt8](repeating: 255, count: 20))
        #expect(throws: SketchError.self) { try endless.readVarint() }
        var text = ByteReader([2, 0xC3, 0x28])
        #expect(throws: SketchError.self) { try text.readText() }
        var many = ByteReader([200, 1])
        #expect(throws: SketchError.self) { try many.readCount(bytesEach: 1) }
    }
}
