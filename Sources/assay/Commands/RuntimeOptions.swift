import ArgumentParser
import Followers
import Operations

/// Which ONNX Runtime runs what Assay does not run.
struct RuntimeOptions: ParsableArguments {
    @Option(
        name: .customLong("onnxruntime"),
        help: ArgumentHelp(
            "ONNX Runtime's library, or a folder that has it (…/site-packages/onnxruntime/capi): it "
                + "runs the ONNX models then. Else, for those alone that Assay does not run, "
                + "ASSAY_ONNXRUNTIME or where programs find libraries."))
    var library: String?

    /// What runs such models, loaded when one is there.
    ///
    /// - Parameter isPreferred: Whether it also runs what Assay could run; it does when `nil` and a
    ///   library was named.
    /// - Returns: ONNX Runtime.
    func runtime(isPreferred: Bool? = nil) -> any ModelRuntime {
        ONNXRuntime(
            place: library ?? Environment.value("ASSAY_ONNXRUNTIME"),
            isPreferred: isPreferred ?? (library != nil))
    }
}
