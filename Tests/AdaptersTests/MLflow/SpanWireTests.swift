import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct SpanWireTests {
    private var span: TraceSpan {
        var span = TraceSpan(
            trace: "0102030405060708090a0b0c0d0e0f10", id: "0102030405060708", name: "n",
            startNanoseconds: 1_795_344_540_383_123_457,
            endNanoseconds: 1_795_344_540_383_123_459)
        span.attributes = [
            SpanAttribute(key: "big", value: .integer(9_007_199_254_740_993)),
            SpanAttribute(key: "list", value: .list([.integer(-7), .text("x"), .none])),
            SpanAttribute(
                key: "map", value: .map([SpanAttribute(key: "a", value: .integer(1))])),
            SpanAttribute(key: "n", value: .number(.nan)),
        ]
        return span
    }

    private func written(_ span: TraceSpan) -> String {
        var writer = CanonicalWriter()
        SpanWire.write(span, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `times and whole numbers have all of their digits`() {
        #expect(
            written(span) == "{\"attributes\":["
                + "{\"key\":\"big\",\"value\":{\"int_value\":9007199254740993}},"
                + "{\"key\":\"list\",\"value\":{\"array_value\":{\"values\":["
                + "{\"int_value\":-7},{\"string_value\":\"x\"},{}]}}},"
                + "{\"key\":\"map\",\"value\":{\"kvlist_value\":{\"values\":["
                + "{\"key\":\"a\",\"value\":{\"int_value\":1}}]}}},"
                + "{\"key\":\"n\",\"value\":{\"double_value\":\"NaN\"}}],"
                + "\"end_time_unix_nano\":1795344540383123459,\"name\":\"n\","
                + "\"span_id\":\"AQIDBAUGBwg=\","
                + "\"start_time_unix_nano\":1795344540383123457,"
                + "\"status\":{\"code\":\"STATUS_CODE_UNSET\"},"
                + "\"trace_id\":\"AQIDBAUGBwgJCgsMDQ4PEA==\"}")
    }

    @Test func `what happened in a span and around it is written where there is any`() throws {
        var span = span
        span.attributes = []
        span.endNanoseconds = nil
        span.parent = "0807060504030201"
        span.status = .error
        span.statusMessage = "no"
        span.events = [TraceSpan.Event(name: "e", nanoseconds: 5, attributes: [])]
        let json = try JSON(parsing: written(span))
        #expect(json["events"] == [["name": "e", "time_unix_nano": 5, "attributes": []]])
        #expect(json["status"] == ["code": "STATUS_CODE_ERROR", "message": "no"])
        #expect(json["parent_span_id"] == "CAcGBQQDAgE=")
        #expect(json["end_time_unix_nano"] == nil)
    }

    @Test func `a file of spans says of each all that clients look for`() throws {
        var span = span
        span.endNanoseconds = nil
        let file = String(decoding: SpanWire.file([span]), as: UTF8.self)
        #expect(file.contains("\"start_time_unix_nano\":1795344540383123457"))
        let json = try JSON(parsing: file)["spans"]?[0]
        #expect(json?["attributes"]?["big"] == "9007199254740993")
        #expect(json?["end_time_unix_nano"] == .null)
        #expect(json?["parent_span_id"] == .null)
        #expect(json?["events"] == [])
        #expect(json?["status"] == ["code": "STATUS_CODE_UNSET", "message": ""])
    }
}
