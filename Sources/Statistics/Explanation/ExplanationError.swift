/// Why a model's answers could not be explained.
///
/// Row indices count from 0; the sentence counts rows from 1, as people do.
package enum ExplanationError: Error, Sendable, Equatable {
    case noRows
    /// A matrix whose values are not `rows · features` many.
    case shapeUnlike(values: Int, rows: Int, features: Int)
    case featureCountsDiffer(given: Int, expected: Int)
    case columnUnknown(column: Int, features: Int)
    /// There is nothing that an absent feature could be taken from.
    case backgroundEmpty
    /// Trees that do not say how much training data passed each split.
    case coversMissing
    /// A tree whose leaves together ask for too many splits.
    case treeTooDeep(tree: Int, splits: Int, most: Int)
    /// More features than interactions of all pairs can be kept for.
    case tooManyFeatures(features: Int, most: Int)
    /// A model that answered another number of rows than it was asked.
    case answersUnlike(answers: Int, rows: Int)
    /// A model whose answer for a row is NaN or infinite.
    case answerNotFinite(row: Int)
    case confidenceOutOfRange(Double)
    /// A setting outside what it may be; `name` as in the initialiser.
    case settingOutOfRange(name: String, value: Double)
    /// Coalitions that do not determine the features' contributions.
    case coalitionsTooFew(coalitions: Int, players: Int)
}

extension ExplanationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noRows:
            "there are no rows to explain"
        case .shapeUnlike(let values, let rows, let features):
            "\(values) values are not \(rows) rows of \(features) features"
        case .featureCountsDiffer(let given, let expected):
            "the rows have \(given) features where \(expected) are expected"
        case .columnUnknown(let column, let features):
            "there is no column \(column + 1); the rows have \(features) features"
        case .backgroundEmpty:
            "the background has no rows; give some rows that absent features are taken from"
        case .coversMissing:
            "the model's trees do not say how much training data passed each split; "
                + "explain against background rows instead"
        case .treeTooDeep(let tree, let splits, let most):
            "tree \(tree) has \(splits) splits on the ways to its leaves; at most \(most) are read"
        case .tooManyFeatures(let features, let most):
            "\(features) features have too many pairs; interactions are kept for at most \(most)"
        case .answersUnlike(let answers, let rows):
            "the model gave \(answers) answers to \(rows) rows"
        case .answerNotFinite(let row):
            "the model's answer to row \(row + 1) is not a finite number"
        case .confidenceOutOfRange(let confidence):
            "confidence `\(confidence)` is not strictly between 0 and 1"
        case .settingOutOfRange(let name, let value):
            "`\(name)` cannot be \(value)"
        case .coalitionsTooFew(let coalitions, let players):
            "\(coalitions) coalitions do not determine the contributions of \(players) features; "
                + "ask for more"
        }
    }
}
