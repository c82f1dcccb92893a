/// Makes a ``TensorGraph`` of a file: features of its inputs, operations of its nodes, and which of
/// its outputs is the prediction.
struct TensorGraphReader {
    private let file: ONNXFile
    private var places: [String: Int] = [:]
    private(set) var constants: [Tensor?] = []
    private(set) var inputs: [TensorGraph.Input] = []
    private(set) var features: [Feature] = []
    private(set) var steps: [TensorGraph.Step] = []
    private(set) var result = 0
    private(set) var blockRows = 256
    private(set) var soleTrees: TreeOperation?
    /// Places that hold the sole input as it is, and whether it was rounded to float32.
    private var direct: [Int: Bool] = [:]
    /// Places that hold the scores of trees over the sole input.
    private var scores: [Int: TreeOperation] = [:]

    /// As many rows as one block must have at least.
    var probeRows: Int { isFixed ? blockRows : 1 }
    private var isFixed = false

    init(_ file: ONNXFile) throws(PredictorError) {
        self.file = file
        for (name, tensor) in file.constants where !name.isEmpty {
            constants[place(name)] = tensor
        }
        try readInputs()
        for node in file.nodes { try add(node) }
        try chooseResult()
    }

    private mutating func place(_ name: String) -> Int {
        if name.isEmpty { return -1 }
        if let place = places[name] { return place }
        places[name] = constants.count
        constants.append(nil)
        return constants.count - 1
    }

    // MARK: Inputs

    private mutating func readInputs() throws(PredictorError) {
        let ports = file.inputs.filter { file.constants[$0.name] == nil }
        guard !ports.isEmpty else { throw .malformed(.onnx, reason: "the graph has no input") }
        for port in ports {
            guard !port.name.isEmpty else {
                throw .malformed(.onnx, reason: "an input has no name")
            }
            guard let element = Tensor.Element(onnx: port.element), let shape = port.shape,
                shape.count == 1 || shape.count == 2
            else {
                throw .unsupported(.onnx, what: "the input `\(port.name)`, which is no table")
            }
            let width = shape.count == 1 ? 1 : shape[1]
            guard width > 0, width <= 1 << 20, features.count + width <= 1 << 20 else {
                throw .unsupported(
                    .onnx, what: "the input `\(port.name)` without a fixed number of columns")
            }
            if shape[0] > 0 {
                guard shape[0] <= 4_096 else {
                    throw .unsupported(.onnx, what: "an input of \(shape[0]) rows")
                }
                (isFixed, blockRows) = (true, shape[0])
            }
            let first = features.count
            addFeatures(port.name, width: width, element: element, isSole: ports.count == 1)
            let place = place(port.name)
            inputs.append(
                TensorGraph.Input(
                    place: place, element: element, columns: first..<first + width,
                    isList: shape.count == 1))
            if ports.count == 1 { direct[place] = element != .double }
        }
        guard !isFixed || blockRows == 1 else {
            throw .unsupported(.onnx, what: "an input of just \(blockRows) rows")
        }
    }

    private mutating func addFeatures(
        _ name: String, width: Int, element: Tensor.Element, isSole: Bool
    ) {
        let kind: Feature.Kind = element == .text ? .category(file.vocabulary.texts) : .number
        if width == 1, !isSole {
            features.append(Feature(name: name, kind: kind))
        } else {
            features += (0..<width).map {
                Feature(name: isSole ? "f\($0)" : "\(name).\($0)", kind: kind, isNamed: false)
            }
        }
    }

    // MARK: Nodes

    private mutating func add(_ node: ONNXFile.Node) throws(PredictorError) {
        let inputs = node.inputs.map { place($0) }
        guard inputs.allSatisfy({ $0 < 0 || isFilled($0) }) else {
            throw .malformed(
                .onnx, reason: "`\(node.label)` takes what nothing before it has computed")
        }
        let source = inputs.first.flatMap { direct[$0] }
        let operation = try ONNXOperations(
            node: node, version: file.versions[node.domain] ?? 1, vocabulary: file.vocabulary,
            directInput: source.map { (features.count, $0) }
        ).operation()
        let outputs = node.outputs.map { place($0) }
        for output in outputs where output >= 0 {
            guard !isFilled(output) else {
                throw .malformed(.onnx, reason: "`\(node.label)` computes a result again")
            }
            filled.insert(output)
        }
        follow(node, operation, source: source, inputs: inputs, outputs: outputs)
        steps.append(
            TensorGraph.Step(
                label: node.label, operation: operation, inputs: inputs, outputs: outputs))
    }

    private var filled: Set<Int> = []

    private func isFilled(_ place: Int) -> Bool {
        constants[place] != nil || filled.contains(place)
            || inputs.contains { $0.place == place }
    }

    /// Keeps track of the sole input, and of trees over it, through steps that change nothing.
    private mutating func follow(
        _ node: ONNXFile.Node, _ operation: any TensorOperation, source: Bool?, inputs: [Int],
        outputs: [Int]
    ) {
        guard let input = inputs.first, let output = outputs.first, output >= 0 else { return }
        let isSame = ["Identity", "ZipMap", "Dropout"].contains(node.operation)
        let isSingle = (operation as? CastOperation)?.element == .single
        if let source, isSame || isSingle { direct[output] = source || isSingle }
        if let trees = scores[input], isSame || isSingle { scores[output] = trees }
        if source != nil, let trees = operation as? TreeOperation {
            let place = outputs.last ?? output
            if place >= 0 { scores[place] = trees }
        }
    }

    // MARK: Outputs

    /// The scores where a label comes beside them, else the first output.
    private mutating func chooseResult() throws(PredictorError) {
        guard !file.outputs.isEmpty else {
            throw .malformed(.onnx, reason: "the graph has no output")
        }
        let isScore = file.outputs.first { port in
            // A map of scores has no element type.
            port.element == 0 || port.element == 1 || port.element == 11
        }
        let port = isScore ?? file.outputs[0]
        guard port.element != 8, let place = places[port.name], isFilled(place) else {
            throw .unsupported(.onnx, what: "the result `\(port.name)`, which is no number")
        }
        result = place
        soleTrees = scores[place]
    }

    /// The names of the classes; `nil` for a graph that gives no label beside its scores.
    func classNames(width: Int) -> [String]? {
        let hasLabel = file.outputs.contains { [3, 5, 6, 7, 8].contains($0.element) }
        guard file.outputs.count > 1, hasLabel else { return nil }
        return file.classNames(width: width) ?? (0..<width).map(String.init)
    }
}

extension TensorGraph {
    /// Reads an ONNX file.
    static func predictor(_ bytes: [UInt8]) throws(PredictorError) -> Predictor {
        let file: ONNXFile
        do {
            file = try ONNXFile(bytes)
        } catch {
            guard !error.isUnsupported else { throw .unsupported(.onnx, what: error.reason) }
            throw .malformed(.onnx, reason: "\(error.reason) at byte \(error.offset)")
        }
        let reader = try TensorGraphReader(file)
        let graph = try TensorGraph(reader)
        let names = reader.classNames(width: graph.width)
        return Predictor(
            format: .onnx, features: reader.features,
            output: names.map { .classes($0) } ?? .numbers(graph.width),
            engine: .graph(graph), link: graph.marginLink ?? .identity)
    }
}
