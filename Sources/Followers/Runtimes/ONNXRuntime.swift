package import Operations
import Predictors
import Transparency

/// ONNX Runtime as the user has it, loaded when a model needs it.
///
/// It computes on one thread, in one order, so that the same library gives the same answers.
package struct ONNXRuntime: ModelRuntime {
    private let place: String?
    package let isPreferred: Bool

    /// - Parameters:
    ///   - place: The library, or a folder that has it; `nil` for where programs find theirs.
    ///   - isPreferred: Whether it also runs what Assay could run itself.
    package init(place: String?, isPreferred: Bool) {
        self.place = place
        self.isPreferred = isPreferred
    }

    package func open(
        _ bytes: [UInt8], at path: String, features: [String]?
    ) throws(Failure) -> RuntimeModel {
        let library = try ONNXRuntimeLibrary.load(from: place)
        return try open(bytes, at: path, features: features, by: library)
    }

    func open(
        _ bytes: [UInt8], at path: String, features: [String]?, by library: ONNXRuntimeLibrary
    ) throws(Failure) -> RuntimeModel {
        let name = "ONNX Runtime \(library.version)"
        let graph: RuntimeGraph
        do throws(ONNXRuntimeFault) {
            let session = try ONNXSession(bytes, by: library.functions)
            graph = try RuntimeGraph(session, featureCount: features?.count)
        } catch {
            throw .fault("bad_model", "\(path): \(name) \(error.sentence)")
        }
        return RuntimeModel(
            predictor: Predictor(
                graph, format: .onnx, features: graph.features,
                output: graph.output(naming: ONNXClassNames(bytes))),
            engine: [
                "library": library.digest.map { .string($0.description) } ?? .null,
                "name": "ONNX Runtime", "preferred": .bool(isPreferred), "threads": 1,
                "version": .string(library.version),
            ])
    }
}

/// Why a model is not run, or stopped.
enum ONNXRuntimeFault: Error, Equatable {
    /// The library's own words.
    case said(String)
    /// What Assay does not give to a model, or take from one.
    case unfit(String)

    var sentence: String {
        switch self {
        case .said(let words): "does not take the model: \(words.shortened)"
        case .unfit(let what): "would run the model, but \(what)"
        }
    }
}
