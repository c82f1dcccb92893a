import Governance
import Predictors
import Transparency

/// A model of which nothing is known but its answers to columns of values, wherever it runs.
struct AskedModel: Sendable {
    /// What it is written in or asked by.
    let format: String
    /// Which engine runs it, when a runtime does.
    let engine: JSON?
    let isProbability: Bool
    /// The classes, where the model names them.
    let answerNames: [String]
    /// One or more numbers for each row.
    let ask: @Sendable (_ columns: [PredictorColumn], _ rowCount: Int) throws -> Answers

    struct Answers {
        /// Row-major; shape `[rows, width]`.
        let values: [Double]
        let width: Int
    }

    init(_ model: any ServedModel) {
        format = model.description["protocol"]?.stringValue ?? "served"
        engine = nil
        isProbability = false
        answerNames = []
        ask = { columns, rowCount in
            let answers = try model.predictions(of: columns, rowCount: rowCount)
            return Answers(values: answers.values, width: answers.width)
        }
    }

    init(_ model: OpenedModel) {
        format = model.predictor.format.rawValue
        engine = model.engine
        isProbability = model.isProbability
        answerNames = model.answerNames
        ask = { columns, rowCount in
            let matrix = try model.predictor.matrix(of: columns)
            return Answers(
                values: try model.predictor.predict(matrix.values, rowCount: rowCount),
                width: model.predictor.output.width)
        }
    }

    /// Which of a row's answers is meant: the one that is named, the only one, or the second of two.
    ///
    /// - Throws: A fault when there are more and none is named, and for a name that none has.
    func place(of name: String?, width: Int) throws(Failure) -> Int {
        let names = answerNames.isEmpty ? (0..<width).map { "\($0)" } : answerNames
        guard let name else {
            guard width <= 2 else {
                throw .fault(
                    "no_class",
                    "say whose answer is explained with `--class`: \(names.inBackticks)")
            }
            return width - 1
        }
        guard width > 1, let place = names.firstIndex(of: name) else {
            throw .fault(
                "unknown_class",
                width > 1
                    ? "the model has no class `\(name)`; there are \(names.inBackticks)"
                    : "the model has one answer and no classes to choose from")
        }
        return place
    }
}
