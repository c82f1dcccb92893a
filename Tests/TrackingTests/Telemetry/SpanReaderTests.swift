import Testing
import Transparency

@testable import Tracking

@Suite struct SpanReaderTests {
    /// What OpenTelemetry's library for Python 1.45 makes of a span and one inside it.
    static let vector =
        Base64.decode(
            "Cq4DChoKGAoMc2VydmljZS5uYW1lEggKBnZlY3RvchKPAwoKCgVzY29wZRIBMRKzAQoQAQIDBAUGBwgJ"
                + "CgsMDQ4PEBIIESIzRFVmdwIiCBEiM0RVZncBKgNsbG0wATkA4R88/pyXF0EAwhVC/pyXF0ofChlnZW5f"
                + "YWkudXNhZ2UuaW5wdXRfdG9rZW5zEgIYZEogChpnZW5fYWkudXNhZ2Uub3V0cHV0X3Rva2VucxICGDJa"
                + "GQmA0Ro//pyXFxIFY2h1bmsaBwoBaRICGAF6DhIKd2VudCB3cm9uZxgChQEAAQAAEsoBChABAgMEBQYH"
                + "CAkKCwwNDg8QEggRIjNEVWZ3ASoGYW5zd2VyMAE5AAAqNv6clxdBAMrEcf6clxdKIgoXb3BlbmluZmVy"
                + "ZW5jZS5zcGFuLmtpbmQSBwoFQ0hBSU5KFQoLaW5wdXQudmFsdWUSBgoESMOpP0oKCgRmbGFnEgIQAUoW"
                + "CgdpbnRlZ2VyEgsY1v//////////AUoTCgZudW1iZXISCSEAAAAAAADgP0oUCgRsaXN0EgwqCgoDCgFh"
                + "CgMKAWJ6AIUBAAEAAA==") ?? []

    @Test func `what OpenTelemetry's own library sends is read`() throws {
        let spans = try SpanReader.spans(in: Self.vector)
        let child = try #require(spans.first)
        let root = try #require(spans.last)
        #expect(spans.count == 2)
        #expect(root.trace == "0102030405060708090a0b0c0d0e0f10")
        #expect(root.id == "1122334455667701")
        #expect(root.parent == nil)
        #expect(root.name == "answer")
        #expect(root.startNanoseconds == 1_700_000_000_000_000_000)
        #expect(root.endNanoseconds == 1_700_000_001_000_000_000)
        #expect(root.status == .unset)
        #expect(root["input.value"] == .text("Hé?"))
        #expect(root["flag"] == .flag(true))
        #expect(root["integer"] == .integer(-42))
        #expect(root["number"] == .number(0.5))
        #expect(root["list"] == .list([.text("a"), .text("b")]))
        #expect(child.parent == root.id)
        #expect(child.status == .error)
        #expect(child.statusMessage == "went wrong")
        #expect(
            child.events == [
                .init(
                    name: "chunk", nanoseconds: 1_700_000_000_150_000_000,
                    attributes: [SpanAttribute(key: "i", value: .integer(1))])
            ])
    }

    @Test func `no beginning of a message, and none with one byte changed, stops the reader`() {
        for count in 0..<Self.vector.count {
            let beginning = Array(Self.vector.prefix(count))
            #expect(throws: TelemetryError.self) { try SpanReader.spans(in: beginning) }
            var changed = Self.vector
            changed[count] ^= 0xFF
            _ = try? SpanReader.spans(in: changed)
        }
    }

    @Test(
        arguments: [
            ([], "no spans found"), ([0x0B], "a field is of no type that there is"),
            ([0x0A, 0x05], "a field does not end"), ([0x08, 0x01], "a field is of another type"),
            (Array(repeating: 0xFF, count: 11), "a number has more than 64 bits"),
            ([0x00, 0x01], "a field has no number"),
        ] as [([UInt8], String)])
    func `bytes that are no message are refused`(_ bytes: [UInt8], _ reason: String) {
        #expect(throws: TelemetryError.malformed(reason)) { try SpanReader.spans(in: bytes) }
    }

    /// A field of bytes.
    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var count: [UInt8] = []
        var rest = bytes.count
        repeat {
            count.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [number << 3 | 2] + count + bytes
    }

    private func request(_ span: [UInt8]) -> [UInt8] { field(1, field(2, field(2, span))) }

    private func identity(_ trace: Int = 16, _ span: Int = 8) -> [UInt8] {
        field(1, Array(repeating: 7, count: trace)) + field(2, Array(repeating: 8, count: span))
    }

    @Test func `a span says its trace's identity and its own`() throws {
        #expect(try SpanReader.spans(in: request(identity())).count == 1)
        for wrong in [[], field(2, [1]), identity(15), identity(16, 9), identity(0)] {
            #expect(throws: TelemetryError.self) { try SpanReader.spans(in: request(wrong)) }
        }
    }

    private func nested(_ depth: Int) -> [UInt8] {
        var value = field(1, Array("x".utf8))
        for _ in 0..<depth { value = field(5, field(1, value)) }
        return request(identity() + field(9, field(1, Array("k".utf8)) + field(2, value)))
    }

    @Test func `values are nested so deep and no deeper`() throws {
        #expect(try SpanReader.spans(in: nested(SpanReader.depthMax - 1)).count == 1)
        #expect(throws: TelemetryError.self) {
            try SpanReader.spans(in: nested(SpanReader.depthMax))
        }
        #expect(throws: TelemetryError.self) { try SpanReader.spans(in: nested(1_000)) }
    }

    @Test func `a request has so many spans and attributes and no more`() throws {
        let span = field(2, identity())
        let many = { (count: Int) in
            self.field(1, self.field(2, Array(repeating: span, count: count).flatMap { $0 }))
        }
        #expect(try SpanReader.spans(in: many(SpanReader.spanCountMax)).count == 10_000)
        #expect(throws: TelemetryError.self) {
            try SpanReader.spans(in: many(SpanReader.spanCountMax + 1))
        }
        let attributes = Array(
            repeating: field(9, []), count: SpanReader.valueCountMax + 1
        ).flatMap { $0 }
        #expect(throws: TelemetryError.self) {
            try SpanReader.spans(in: request(identity() + attributes))
        }
    }

    @Test func `of a key said twice the last counts`() throws {
        let said = { (text: String) in
            self.field(
                9, self.field(1, Array("k".utf8)) + self.field(2, self.field(1, Array(text.utf8))))
        }
        let span = try SpanReader.spans(in: request(identity() + said("a") + said("b")))[0]
        #expect(span.attributes == [SpanAttribute(key: "k", value: .text("b"))])
    }
}
