package import Predictors
package import Transparency

/// An engine that whoever runs the command brings, for models that Assay reads and does not run.
package protocol ModelRuntime: Sendable {
    /// Whether it also runs what Assay could run itself.
    var isPreferred: Bool { get }

    /// Loads the engine and the model. Whoever calls has looked into the file.
    ///
    /// - Parameters:
    ///   - bytes: A whole ONNX file.
    ///   - path: Where it is, for sentences.
    ///   - features: What its columns are called, when the file does not say.
    /// - Returns: The model, ready to predict.
    /// - Throws: A fault when there is no such engine, or it does not take the model.
    func open(
        _ bytes: [UInt8], at path: String, features: [String]?
    ) throws(Failure) -> RuntimeModel
}

/// A model that an engine of somebody else's runs, in this process.
package struct RuntimeModel: Sendable {
    package let predictor: Predictor
    /// Which engine it is, as evidence says it: name, version, and the digest of its library.
    package let engine: JSON

    package init(predictor: Predictor, engine: JSON) {
        self.predictor = predictor
        self.engine = engine
    }
}
