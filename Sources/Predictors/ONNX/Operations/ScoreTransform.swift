/// How scores leave `ai.onnx.ml`'s classifiers and regressors.
enum ScoreTransform {
    /// The link for as many scores as classes; `nil` for a name that is unknown.
    static func link(_ name: String) -> Link? {
        switch name {
        case "NONE", "": .identity
        case "LOGISTIC": .logistic(steepness: 1)
        case "SOFTMAX": .softmax
        case "SOFTMAX_ZERO": .softmaxOfNonzero
        case "PROBIT": .probit
        default: nil
        }
    }
}
