import Testing

@testable import Predictors

@Suite struct FeatureMatrixTests {
    private static func predictor(
        _ features: [Feature], format: ModelFormat = .xgboostJSON
    ) -> Predictor {
        let linear = LinearModel(
            featureCount: features.count,
            weights: [Double](repeating: 1, count: features.count), base: [0])
        return Predictor(
            format: format, features: features, output: .numbers(1), engine: .linear(linear),
            link: .identity)
    }

    private static let age = PredictorColumn(name: "age", values: .numbers([30, .nan]))
    private static let city = PredictorColumn(
        name: "city", values: .texts(codes: [1, -1], names: ["Bern", "Fez"]))

    @Test func `columns come in the model's order, categories by name`() throws {
        let predictor = Self.predictor([
            Feature(name: "city", kind: .category(["Rome", "Fez"])),
            Feature(name: "age", kind: .number),
        ])
        let made = try predictor.matrix(of: [Self.age, Self.city])
        #expect(made.values[..<2] == [1, 30])
        #expect(made.values[2].isNaN && made.values[3].isNaN && made.rowCount == 2)
    }

    @Test func `a text that the model never saw is no category`() throws {
        let predictor = Self.predictor([Feature(name: "city", kind: .category(["Rome"]))])
        let made = try predictor.matrix(of: [Self.city])
        #expect(made.values[0] == -1 && made.values[1].isNaN)
    }

    @Test func `numbers are matched with categories that are numbers`() throws {
        let predictor = Self.predictor([Feature(name: "age", kind: .category(["20", "30.0"]))])
        #expect(try predictor.matrix(of: [Self.age]).values[0] == 1)
    }

    @Test func `an indicator is made of the column that it is of`() throws {
        let predictor = Self.predictor([
            Feature(name: "city=Fez", kind: .number), Feature(name: "city=Oslo", kind: .number),
        ])
        let made = try predictor.matrix(of: [Self.city])
        #expect(made.values == [1, 0, 0, 0])
        #expect(made.indicators == ["city=Fez", "city=Oslo"])
    }

    @Test func `what does not fit is said`() {
        let number = Self.predictor([Feature(name: "city", kind: .number)])
        #expect(throws: PredictorError.columnNotNumeric(column: "city")) {
            try number.matrix(of: [Self.city])
        }
        let code = Self.predictor([Feature(name: "city", kind: .categoryCode)])
        #expect(throws: PredictorError.categoriesUnnamed(column: "city")) {
            try code.matrix(of: [Self.city])
        }
        let missing = Self.predictor([Feature(name: "Age ", kind: .number)])
        #expect(throws: PredictorError.columnMissing(feature: "Age ", nearest: "age")) {
            try missing.matrix(of: [Self.age])
        }
        let short = PredictorColumn(name: "x", values: .numbers([1]))
        #expect(throws: PredictorError.columnLengthsDiffer(column: "x", rows: 1, expected: 2)) {
            try missing.matrix(of: [Self.age, short])
        }
    }

    @Test func `a model without names takes the columns as they stand`() throws {
        let predictor = Self.predictor(Feature.numbered(1))
        #expect(try predictor.matrix(of: [Self.age]).values[0] == 30)
        #expect(throws: PredictorError.columnMissing(feature: "f0", nearest: nil)) {
            try predictor.matrix(of: [Self.age, Self.age])
        }
    }
}
