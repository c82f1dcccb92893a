import Testing

@testable import Predictors

@Suite struct InferenceProtocolWireTests {
    private static let columns = [
        PredictorColumn(name: "age", values: .numbers([30, 0.1, 4])),
        PredictorColumn(
            name: "ci\"ty", values: .texts(codes: [0, -1, 1], names: ["Bern", "Fez"])),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `each column is a tensor`() throws {
        let wire = InferenceProtocolWire(layout: .columns)
        #expect(
            Self.text(try wire.request(columns: Self.columns, rows: 1..<3))
                == #"{"inputs":[{"name":"age","datatype":"FP64","shape":[2,1],"data":[0.1,4.0]},"#
                + #"{"name":"ci\"ty","datatype":"BYTES","shape":[2,1],"data":["","Fez"]}]}"#)
    }

    @Test func `or all are one matrix`() throws {
        let wire = InferenceProtocolWire(layout: .matrix(inputName: "x"))
        let column = Self.columns[0]
        #expect(
            Self.text(try wire.request(columns: [column, column], rows: 0..<2))
                == #"{"inputs":[{"name":"x","datatype":"FP64","shape":[2,2],"#
                + #""data":[30.0,30.0,0.1,0.1]}]}"#)
        #expect(throws: WireError.textInMatrix(column: "ci\"ty")) {
            try wire.request(columns: Self.columns, rows: 0..<1)
        }
        let missing = PredictorColumn(name: "x", values: .numbers([.nan]))
        #expect(throws: WireError.missingNumber(column: "x", row: 0)) {
            try wire.request(columns: [missing], rows: 0..<1)
        }
        let infinite = PredictorColumn(name: "x", values: .numbers([.infinity]))
        #expect(throws: WireError.infiniteNumber(column: "x", row: 0)) {
            try wire.request(columns: [infinite], rows: 0..<1)
        }
    }

    private static func predictions(
        _ answer: String, output: String? = nil
    ) throws -> WirePredictions {
        try InferenceProtocolWire(layout: .columns, outputName: output)
            .predictions(Array(answer.utf8), rowCount: 2)
    }

    @Test func `an answer's output is read, flat or nested`() throws {
        let two =
            #"{"outputs":[{"name":"l","shape":[2],"data":[0,1]},"#
            + #"{"name":"p","datatype":"FP64","shape":[2,2],"data":[[0.1,0.9],[0.5,0.5]]}]}"#
        #expect(try Self.predictions(two, output: "p").values == [0.1, 0.9, 0.5, 0.5])
        #expect(try Self.predictions(two, output: "p").width == 2)
        #expect(throws: WireError.outputUnknown(wanted: nil, present: ["l", "p"])) {
            try Self.predictions(two)
        }
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"outputs":[]}"#, #"{"outputs":[{"shape":[2],"data":[1]}]}"#,
        #"{"outputs":[{"shape":[2],"data":[1,null]}]}"#,
        #"{"outputs":[{"shape":[3],"data":[1,2,3]}]}"#,
        #"{"outputs":[{"shape":[2],"data":[1,NaN]}]}"#, #"{"outputs":[{"data":[1,2]}]}"#,
        #"{"outputs":[{"shape":[2],"data":["1","2"]}]}"#,
    ])
    func `any other answer is refused`(_ answer: String) {
        #expect(throws: WireError.self) { try Self.predictions(answer) }
    }

    @Test func `the server's own words are passed on, cut short`() {
        #expect(throws: WireError.refused("no such\u{20}model")) {
            try Self.predictions(#"{"error":"no such\nmodel"}"#)
        }
    }

    @Test func `the path names the model`() {
        #expect(InferenceProtocolWire.path(model: "income") == ["v2", "models", "income", "infer"])
        #expect(
            InferenceProtocolWire.path(model: "a", version: "2")
                == ["v2", "models", "a", "versions", "2", "infer"])
    }
}
