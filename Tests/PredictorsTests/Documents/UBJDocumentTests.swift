import Testing

@testable import Predictors

@Suite struct UBJDocumentTests {
    private static func length(_ count: UInt8) -> [UInt8] {
        [UInt8(ascii: "L"), 0, 0, 0, 0, 0, 0, 0, count]
    }

    private static func object(_ value: [UInt8]) -> [UInt8] {
        Array("{".utf8) + length(1) + Array("a".utf8) + value + Array("}".utf8)
    }

    @Test func `every kind of number is read`() throws {
        let values: [([UInt8], Double)] = [
            ([UInt8(ascii: "i"), 0xFE], -2), ([UInt8(ascii: "U"), 0xFE], 254),
            ([UInt8(ascii: "I"), 0xFF, 0xFE], -2), ([UInt8(ascii: "l"), 0, 0, 1, 0], 256),
            ([UInt8(ascii: "d"), 0x3F, 0x80, 0, 0], 1),
            ([UInt8(ascii: "D"), 0xBF, 0xF0, 0, 0, 0, 0, 0, 0], -1),
        ]
        for (bytes, number) in values {
            #expect(try UBJDocument.parse(Self.object(bytes))["a"]?.number == number)
        }
    }

    @Test func `typed lists are flat`() throws {
        let list = Array("[$I#".utf8) + Self.length(2) + [0, 1, 0xFF, 0xFF]
        #expect(try UBJDocument.parse(Self.object(list))["a"]?.numbers == [1, -1])
        let texts = Array("[#".utf8) + Self.length(1) + Array("S".utf8) + Self.length(1) + [0x78]
        #expect(try UBJDocument.parse(Self.object(texts))["a"]?.texts == ["x"])
    }

    @Test func `counts that the file cannot hold are refused before memory is`() {
        let huge = Array("[$D#L".utf8) + [0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: DocumentFault.self) { try UBJDocument.parse(Self.object(huge)) }
        let text = Array("SL".utf8) + [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: DocumentFault.self) { try UBJDocument.parse(Self.object(text)) }
        let negative = Array("[#i".utf8) + [0xFF]
        #expect(throws: DocumentFault.self) { try UBJDocument.parse(Self.object(negative)) }
        let deep = Self.object([UInt8](repeating: UInt8(ascii: "["), count: 100_000))
        #expect(throws: DocumentFault.self) { try UBJDocument.parse(deep) }
    }
}
