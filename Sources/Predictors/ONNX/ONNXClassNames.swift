/// The classes that an ONNX file names, for an engine that says scores alone.
package struct ONNXClassNames: Sendable {
    private let file: ONNXFile?

    /// - Parameter bytes: The whole file; one that does not read here names nothing.
    package init(_ bytes: [UInt8]) { file = try? ONNXFile(bytes) }

    /// By the place of their scores; `nil` when nothing names so many.
    package func names(width: Int) -> [String]? { file?.classNames(width: width) }
}
