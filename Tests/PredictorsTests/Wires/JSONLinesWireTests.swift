import Testing

@testable import Predictors

@Suite struct JSONLinesWireTests {
    @Test func `a row is a line`() throws {
        let columns = [
            PredictorColumn(name: "age", values: .numbers([30, .nan])),
            PredictorColumn(name: "city", values: .texts(codes: [0, -1], names: ["Bern"])),
        ]
        let request = try JSONLinesWire().request(columns: columns, rows: 0..<2)
        #expect(
            String(decoding: request, as: UTF8.self)
                == "{\"age\":30.0,\"city\":\"Bern\"}\n{\"age\":null,\"city\":null}\n")
    }

    private static func predictions(_ answer: String) throws -> WirePredictions {
        try JSONLinesWire().predictions(Array(answer.utf8), rowCount: 2)
    }

    @Test(
        arguments: [
            ("0.5\n1\n", [0.5, 1]), ("[0.5]\r\n[1]", [0.5, 1]),
            ("{\"prediction\":0.5}\n{\"prediction\":[1]}\n", [0.5, 1]),
        ] as [(String, [Double])])
    func `a line is a prediction`(_ answer: String, _ values: [Double]) throws {
        #expect(try Self.predictions(answer).values == values)
    }

    @Test(arguments: [
        "", "1\n", "1\n2\n3\n", "1\n\n", "1\nx\n", "1\nnull\n", "1\n[1,2]\n", "1\n\"2\"\n",
        "1\n{}\n",
    ])
    func `any other answer is refused`(_ answer: String) {
        #expect(throws: WireError.self) { try Self.predictions(answer) }
    }

    @Test func `a line may refuse`() {
        #expect(throws: WireError.refused("no age")) {
            try Self.predictions("1\n{\"error\":\"no age\"}\n")
        }
    }
}
