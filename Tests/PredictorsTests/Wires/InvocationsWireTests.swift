import Testing

@testable import Predictors

@Suite struct InvocationsWireTests {
    @Test func `rows are a split data frame`() throws {
        let columns = [
            PredictorColumn(name: "age", values: .numbers([30, .nan])),
            PredictorColumn(name: "city", values: .texts(codes: [0, -1], names: ["B\n"])),
        ]
        let request = try InvocationsWire().request(columns: columns, rows: 0..<2)
        #expect(
            String(decoding: request, as: UTF8.self)
                == #"{"dataframe_split":{"columns":["age","city"],"#
                + #""data":[[30.0,"B\u000a"],[null,null]]}}"#)
    }

    private static func predictions(_ answer: String) throws -> WirePredictions {
        try InvocationsWire().predictions(Array(answer.utf8), rowCount: 2)
    }

    @Test(
        arguments: [
            (#"{"predictions":[0.25,1]}"#, [0.25, 1], 1),
            (#"{"predictions":[[0.25,0.75],[1,0]]}"#, [0.25, 0.75, 1, 0], 2),
            (#"{"predictions":[{"a":1,"b":2},{"a":3,"b":4}]}"#, [1, 2, 3, 4], 2),
        ] as [(String, [Double], Int)])
    func `predictions have three forms`(
        _ answer: String, _ values: [Double], _ width: Int
    ) throws {
        let predictions = try Self.predictions(answer)
        #expect(predictions.values == values && predictions.width == width)
    }

    @Test(arguments: [
        #"{"predictions":[1]}"#, #"{"predictions":[1,2,3]}"#, #"{"predictions":["a","b"]}"#,
        #"{"predictions":[[1],[1,2]]}"#, #"{"predictions":[{"a":1},{"b":1}]}"#, "{}", "no",
        #"{"predictions":[[],[]]}"#, #"{"predictions":[1,[2]]}extra"#,
    ])
    func `any other answer is refused`(_ answer: String) {
        #expect(throws: WireError.self) { try Self.predictions(answer) }
    }

    @Test func `the server's own words are passed on`() {
        #expect(throws: WireError.refused("bad schema")) {
            try Self.predictions(#"{"error_code":"BAD_REQUEST","message":"bad schema"}"#)
        }
    }
}
