/// The parts of an ONNX file that say what is computed, before it is known how.
///
/// Source: onnx, `onnx.proto3` (field numbers).
struct ONNXFile {
    struct Node {
        var name = ""
        var operation = ""
        var domain = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes = ONNXAttributes()

        /// What a person finds the node by.
        var label: String { name.isEmpty ? operation : "\(operation) \(name)" }
    }

    struct Port {
        var name = ""
        /// ONNX's number of the element type; 0 for a sequence or map.
        var element = 0
        /// −1 where a length is open; `nil` without a shape.
        var shape: [Int]?
    }

    private(set) var nodes: [Node] = []
    private(set) var constants: [String: Tensor] = [:]
    private(set) var inputs: [Port] = []
    private(set) var outputs: [Port] = []
    private(set) var vocabulary = TensorVocabulary()
    /// By domain; `ai.onnx` is "".
    private(set) var versions: [String: Int] = [:]

    static let nodeLimit = 100_000

    init(_ bytes: [UInt8]) throws(DocumentFault) {
        var fields = ProtobufFields(bytes[...])
        var hasGraph = false
        while let field = try fields.next() {
            guard let message = field.message else { continue }
            switch field.number {
            case 7:
                guard !hasGraph else {
                    throw DocumentFault(offset: message.startIndex, reason: "a second graph")
                }
                hasGraph = true
                try readGraph(message)
            case 8: try readVersion(message)
            case 25:
                throw DocumentFault(
                    offset: message.startIndex, reason: "functions of the file's own",
                    isUnsupported: true)
            default: break
            }
        }
        guard hasGraph else { throw DocumentFault(offset: bytes.count, reason: "no graph") }
    }

    private mutating func readVersion(_ message: ArraySlice<UInt8>) throws(DocumentFault) {
        var fields = ProtobufFields(message)
        var domain = ""
        var version = 0
        while let field = try fields.next() {
            if field.number == 1 { domain = field.text ?? "" }
            if field.number == 2 { version = Int(field.integer ?? 0) }
        }
        versions[domain == "ai.onnx" ? "" : domain] = version
    }

    private mutating func readGraph(_ message: ArraySlice<UInt8>) throws(DocumentFault) {
        var fields = ProtobufFields(message)
        while let field = try fields.next() {
            guard let inner = field.message else { continue }
            switch field.number {
            case 1:
                guard nodes.count < Self.nodeLimit else {
                    throw DocumentFault(offset: inner.startIndex, reason: "too many nodes")
                }
                nodes.append(try node(inner))
            case 5:
                let (name, tensor) = try ONNXTensor.read(inner, vocabulary: &vocabulary)
                constants[name] = tensor
            case 11: inputs.append(try port(inner))
            case 12: outputs.append(try port(inner))
            case 15:
                throw DocumentFault(
                    offset: inner.startIndex, reason: "a sparse constant", isUnsupported: true)
            default: break
            }
        }
    }

    private mutating func node(_ message: ArraySlice<UInt8>) throws(DocumentFault) -> Node {
        var fields = ProtobufFields(message)
        var node = Node()
        while let field = try fields.next() {
            switch field.number {
            case 1: node.inputs.append(field.text ?? "")
            case 2: node.outputs.append(field.text ?? "")
            case 3: node.name = field.text ?? ""
            case 4: node.operation = field.text ?? ""
            case 5:
                guard let inner = field.message else { continue }
                try node.attributes.read(inner, vocabulary: &vocabulary)
            case 7: node.domain = field.text == "ai.onnx" ? "" : field.text ?? ""
            default: break
            }
        }
        return node
    }

    // MARK: Inputs and outputs

    private func port(_ message: ArraySlice<UInt8>) throws(DocumentFault) -> Port {
        var fields = ProtobufFields(message)
        var port = Port()
        while let field = try fields.next() {
            if field.number == 1 { port.name = field.text ?? "" }
            guard field.number == 2, let type = field.message else { continue }
            var kinds = ProtobufFields(type)
            while let kind = try kinds.next() {
                guard kind.number == 1, let tensor = kind.message else { continue }
                try readTensorType(tensor, into: &port)
            }
        }
        return port
    }

    private func readTensorType(
        _ message: ArraySlice<UInt8>, into port: inout Port
    ) throws(DocumentFault) {
        var fields = ProtobufFields(message)
        while let field = try fields.next() {
            if field.number == 1 { port.element = Int(field.integer ?? 0) }
            guard field.number == 2, let shape = field.message else { continue }
            var axes = ProtobufFields(shape)
            var lengths: [Int] = []
            while let axis = try axes.next() {
                guard axis.number == 1, let length = axis.message else { continue }
                var parts = ProtobufFields(length)
                var value = -1
                while let part = try parts.next() {
                    if part.number == 1, let fixed = part.integer, fixed > 0 { value = Int(fixed) }
                }
                lengths.append(value)
            }
            port.shape = lengths
        }
    }
}
