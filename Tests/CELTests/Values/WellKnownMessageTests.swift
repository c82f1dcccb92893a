import CEL
import Testing

@Suite struct WellKnownMessageTests {
    @Test(arguments: [
        ("google.protobuf.Int64Value{value: 3} == 3", "true"),
        ("google.protobuf.Int64Value{} == 0", "true"),
        ("type(google.protobuf.ListValue{values: [1, 'a']}[0]) == double", "true"),
        ("google.protobuf.Struct{fields: {'a': 9007199254740993}}.a", "9007199254740993"),
        ("google.protobuf.Timestamp{seconds: 1} == timestamp(1)", "true"),
        ("google.protobuf.Duration{seconds: 1, nanos: 5} > duration('1s')", "true"),
        ("google.protobuf.Value{} == null", "true"),
    ])
    func `a well-known message is a value of the language`(source: String, expected: String) throws
    {
        #expect(try evaluate(source).shown == expected)
    }

    @Test(arguments: [
        "google.protobuf.Int32Value{value: 2147483648}", "google.protobuf.Timestamp{nanos: -1}",
        "google.protobuf.Duration{seconds: 9223372036854775807}",
        "google.protobuf.Struct{fields: dyn({1: 2})}", "google.protobuf.Any{}",
    ])
    func `fields out of range are errors`(source: String) throws {
        #expect(try evaluate(source).shown.hasPrefix("error: "))
    }

    @Test(arguments: [
        "google.protobuf.Int32Value{value: 'a'}", "google.protobuf.Int32Value{worth: 1}",
        "google.protobuf.Nothing{}",
    ])
    func `fields that do not fit are found when the program is made`(source: String) {
        #expect(throws: CELError.self) { try evaluate(source) }
    }
}
