import ModelFiles
import Predictors
import Transparency

/// How a model's file becomes something that predicts.
package struct ModelOpening: Sendable {
    /// What runs ONNX that Assay does not run; `nil` when nothing does.
    package var runtime: (any ModelRuntime)?
    /// What the model's columns are called, in its order, when the file does not say.
    package var features: [String]?

    /// The code of a fault that says that there is no runtime.
    package static let noRuntime = "no_runtime"

    package init(runtime: (any ModelRuntime)? = nil, features: [String]? = nil) {
        self.runtime = runtime
        self.features = features
    }

    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: Where it is, for sentences.
    /// - Returns: The model, and the engine when it is not Assay's own.
    /// - Throws: A fault when the file is no model that runs here, or not safe to hand to a runtime.
    func predictor(
        of bytes: [UInt8], at path: String
    ) throws(Failure) -> (predictor: Predictor, engine: JSON?) {
        if let runtime, runtime.isPreferred, Predictor.isGraph(bytes) {
            return try run(bytes, at: path, by: runtime)
        }
        let opened = Result { () throws(PredictorError) in try Predictor.open(bytes) }
        switch opened {
        case .success(let predictor): return (try named(predictor, at: path), nil)
        case .failure(let error):
            guard Predictor.isGraph(bytes), error.isForAnotherEngine, let runtime else {
                throw .fault("bad_model", "\(path): \(error)")
            }
            do throws(Failure) { return try run(bytes, at: path, by: runtime) } catch let failure {
                guard failure.code == Self.noRuntime else { throw failure }
                throw .fault("bad_model", "\(path): \(error); \(failure.message)")
            }
        }
    }

    private func run(
        _ bytes: [UInt8], at path: String, by runtime: any ModelRuntime
    ) throws(Failure) -> (predictor: Predictor, engine: JSON?) {
        try RuntimeSafety.check(bytes, at: path)
        let model = try runtime.open(bytes, at: path, features: features)
        return (try named(model.predictor, at: path), model.engine)
    }

    /// A file's own names count; those that were given are for one without any.
    private func named(_ predictor: Predictor, at path: String) throws(Failure) -> Predictor {
        guard let features, !predictor.features.allSatisfy(\.isNamed) else { return predictor }
        guard let named = predictor.naming(features) else {
            throw .fault(
                "other_features",
                "`\(path)` takes \(predictor.features.count) columns, and `--features` names "
                    + "\(features.count)")
        }
        return named
    }
}
