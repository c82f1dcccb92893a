import Testing
import Transparency

@testable import Tracking

@Suite struct AttributeValueTests {
    private static let values: [AttributeValue] = [
        .none, .text("a \"b\" é\n"), .flag(false), .integer(.max), .integer(.min), .number(1),
        .number(0.1), .number(.infinity), .number(-.infinity), .bytes([0, 255]), .list([]),
        .list([.integer(1), .text("x")]), .map([SpanAttribute(key: "k", value: .list([.none]))]),
    ]

    @Test(arguments: values)
    func `what is written as JSON is read again without loss`(_ value: AttributeValue) throws {
        let text = value.json.canonical
        #expect(AttributeValue(try JSON(parsing: Array(text.utf8))) == value)
    }

    @Test(arguments: [
        (AttributeValue.text("a\"é\n"), "\"a\\\"é\\n\""), (.number(1), "1.0"),
        (.integer(1), "1"), (.flag(true), "true"), (.none, "null"), (.number(.nan), "NaN"),
        (.number(1e16), "1e+16"), (.number(-.infinity), "-Infinity"),
        (
            .map([
                SpanAttribute(key: "a", value: .integer(1)),
                SpanAttribute(key: "b", value: .list([.integer(1), .flag(false)])),
            ]), "{\"a\": 1, \"b\": [1, false]}"
        ),
    ])
    func `a value is dumped as Python's json has it`(_ value: AttributeValue, _ text: String) {
        #expect(value.dumped == text)
    }

    @Test(arguments: [
        "1", "{\"int_value\":1}", "{\"text\":\"x\"}", "{\"array_value\":{\"values\":[1]}}",
        "{\"kvlist_value\":{\"values\":[{\"key\":\"k\"}]}}", "{\"bytes_value\":\"?\"}",
    ])
    func `other JSON is no value`(_ text: String) throws {
        #expect(AttributeValue(try JSON(parsing: Array(text.utf8))) == nil)
    }
}
