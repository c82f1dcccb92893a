import Statistics

/// What a model file is written in.
package enum ModelFormat: String, Sendable, Equatable, CaseIterable {
    case xgboostJSON = "xgboost-json"
    case xgboostUBJ = "xgboost-ubj"
    case lightGBM = "lightgbm-text"
    case onnx

    package var name: String {
        switch self {
        case .xgboostJSON, .xgboostUBJ: "XGBoost"
        case .lightGBM: "LightGBM"
        case .onnx: "ONNX"
        }
    }
}

/// Readers add trees, and what is unsound about one is said of their format.
extension ModelFormat {
    func sound(
        builder: () throws(TreeEnsembleError) -> TreeEnsembleBuilder,
        adding: (inout TreeEnsembleBuilder) throws(PredictorError) -> Void
    ) throws(PredictorError) -> TreeEnsemble {
        var trees: TreeEnsembleBuilder
        do { trees = try builder() } catch { throw .trees(self, error) }
        try adding(&trees)
        return trees.build()
    }

    func addTree(
        to builder: inout TreeEnsembleBuilder, output: Int, width: Int, weight: Double,
        nodes: (inout TreeEnsembleBuilder) throws(PredictorError) -> Void
    ) throws(PredictorError) {
        do {
            try builder.beginTree(output: output, width: width, weight: weight)
        } catch {
            throw .trees(self, error)
        }
        try nodes(&builder)
        do { try builder.endTree() } catch { throw .trees(self, error) }
    }
}
