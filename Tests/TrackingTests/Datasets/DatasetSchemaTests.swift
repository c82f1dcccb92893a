import Testing

@testable import Tracking

@Suite struct DatasetSchemaTests {
    private func schema(_ records: String...) throws -> String {
        var schema = DatasetSchema()
        for text in records {
            for record in try SaidRecord.records(reading: text) { schema.add(record) }
        }
        #expect(try DatasetSchema(reading: schema.written) == schema)
        return schema.written
    }

    @Test func `a field has the type that it came with first`() throws {
        let found = try schema(
            """
            [{"inputs": {"a": 1, "b": 1.5, "c": "x"}, "expectations": {"d": [], "e": {}}},
             {"inputs": {"a": "later", "f": null}, "outputs": {"g": true}}]
            """)
        #expect(
            found == "{\"expectations\":{\"d\":\"array\",\"e\":\"object\"},"
                + "\"inputs\":{\"a\":\"integer\",\"b\":\"float\",\"c\":\"string\",\"f\":\"null\"},"
                + "\"outputs\":{\"g\":\"boolean\"},\"version\":\"1.0\"}")
    }

    @Test func `outputs that are no dictionary have one type`() throws {
        let one = "[{\"inputs\": {}, \"outputs\": \"text\"}]"
        let wanted =
            "{\"expectations\":{},\"inputs\":{},\"outputs\":\"string\",\"version\":\"1.0\"}"
        #expect(try schema(one) == wanted)
        #expect(try schema(one, "[{\"inputs\": {}, \"outputs\": {\"a\": 1}}]") == wanted)
    }

    @Test func `a schema that somebody spoiled is a fault, and no empty one`() {
        #expect(throws: TrackingError.failed(.broken("a data set's schema does not read"))) {
            try DatasetSchema(reading: "{}")
        }
    }
}
