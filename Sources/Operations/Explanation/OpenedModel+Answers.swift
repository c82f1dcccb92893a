import Governance
import Predictors

/// Which of a model's answers is meant.
extension OpenedModel {
    var isProbability: Bool {
        switch predictor.output {
        case .probability, .classes: true
        case .numbers: false
        }
    }

    /// Whether a row's answer is that of one of several classes.
    var isClassed: Bool {
        if case .classes = predictor.output { return true }
        return false
    }

    /// The classes, or the places of several numbers; none for a single answer.
    var answerNames: [String] {
        switch predictor.output {
        case .probability: []
        case .classes(let names): names
        case .numbers(let count): count > 1 ? (0..<count).map { "\($0)" } : []
        }
    }

    /// The place among a row's predictions of the class that was named.
    ///
    /// - Parameter name: `nil` when nobody named one.
    /// - Returns: `nil` when there are several and none was named.
    /// - Throws: A fault for a class that the model does not have.
    func answer(named name: String?) throws(Failure) -> Int? {
        guard let name else { return answerNames.isEmpty ? 0 : nil }
        guard !answerNames.isEmpty else {
            throw .fault("unknown_class", "the model has one answer and no classes to choose from")
        }
        guard let place = answerNames.firstIndex(of: name) else {
            throw .fault(
                "unknown_class",
                "the model has no class `\(name)`; there are \(answerNames.inBackticks)")
        }
        return place
    }

    /// The prediction that a margin is of: two classes may have one margin, the second's.
    func answer(ofMargin margin: Int, outputCount: Int) -> Int {
        let width = predictor.output.width
        return outputCount == 1 && width == 2 ? 1 : min(margin, width - 1)
    }

    /// The margin that a prediction is made of.
    ///
    /// - Throws: A fault for the first of two classes with one margin.
    func margin(ofAnswer answer: Int, outputCount: Int) throws(Failure) -> Int {
        guard outputCount == 1, predictor.output.width == 2 else { return answer }
        guard answer == 1 else {
            throw .fault(
                "unknown_class",
                "the model's only margin is that of class `\(answerNames[1])`, which "
                    + "`\(answerNames[0])` is not")
        }
        return 0
    }

    /// A feature's value in words: a category's name, or a number.
    func word(_ value: Double, of feature: Int) -> String {
        if value.isNaN { return "missing" }
        if case .category(let names) = predictor.features[feature].kind {
            let place = Int(exactly: value) ?? -1
            return names.indices.contains(place) ? names[place] : "never seen"
        }
        return Self.word(value)
    }

    static func word(_ value: Double) -> String {
        value.isNaN ? "missing" : Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
