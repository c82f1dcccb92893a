package import Statistics

/// Why a file is no model that can be run here, or why rows do not fit it.
package enum PredictorError: Error, Sendable, Equatable {
    // The file.
    case unknownFormat
    /// Code in a model's clothes, which is never run.
    case pickle
    case tooLarge(bytesMost: Int)
    /// A file that breaks its format's rules.
    case malformed(ModelFormat, reason: String)
    /// What the format allows and Assay does not run.
    case unsupported(ModelFormat, what: String)
    case trees(ModelFormat, TreeEnsembleError)

    // The rows.
    case matrixMisshapen(values: Int, rows: Int, features: Int)
    case columnLengthsDiffer(column: String, rows: Int, expected: Int)
    case columnMissing(feature: String, nearest: String?)
    /// Text where the model wants a number.
    case columnNotNumeric(column: String)
    /// Text where the model wants categories by number, and the file does not name them.
    case categoriesUnnamed(column: String)
    /// A graph that stopped on these rows.
    case notComputed(node: String, reason: String)
    /// The graph is more than a tree ensemble or a linear model, so it has no margin.
    case noMargin
}

extension PredictorError {
    /// Whether the file is a sound graph that another engine may run.
    package var isForAnotherEngine: Bool {
        switch self {
        case .unsupported(.onnx, _), .notComputed: true
        default: false
        }
    }
}

extension PredictorError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownFormat:
            "the file is no XGBoost (JSON, UBJ), LightGBM (text) or ONNX model; "
                + "save the model as one of these"
        case .pickle:
            "the file is a pickle, which can run any code and is never opened; save the model "
                + "with its library's own format (XGBoost: `save_model(\"model.ubj\")`, "
                + "LightGBM: `booster_.save_model`, scikit-learn: skl2onnx)"
        case .tooLarge(let bytesMost): "the model file is larger than \(bytesMost) bytes"
        case .malformed(let format, let reason):
            "this is not a whole \(format.name) model: \(reason)"
        case .unsupported(let format, let what):
            "this \(format.name) model has \(what), which Assay does not run"
        case .trees(let format, let error): "this is not a sound \(format.name) model: \(error)"
        case .matrixMisshapen, .columnLengthsDiffer, .columnMissing, .columnNotNumeric,
            .categoriesUnnamed, .notComputed, .noMargin:
            rowSentence
        }
    }

    private var rowSentence: String {
        switch self {
        case .matrixMisshapen(let values, let rows, let features):
            "\(values) values are not \(rows) rows of the model's \(features) features"
        case .columnLengthsDiffer(let column, let rows, let expected):
            "column `\(column)` has \(rows) rows where the first has \(expected)"
        case .columnMissing(let feature, let nearest):
            "the model's feature `\(feature)` is no column of the data"
                + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .columnNotNumeric(let column):
            "the model takes `\(column)` as a number, and the column is text"
        case .categoriesUnnamed(let column):
            "the model takes `\(column)` as the number of a category and does not name its "
                + "categories; give the column as numbers"
        case .notComputed(let node, let reason): "the model stops at `\(node)`: \(reason)"
        case .noMargin:
            "the model has no margin: it is neither one tree ensemble nor one linear model"
        case .unknownFormat, .pickle, .tooLarge, .malformed, .unsupported, .trees:
            description
        }
    }
}
