/// Texts of a TensorFlow graph that an operator takes for a file's name: attributes, and constants
/// that reach a file input.
///
/// Source: tensorflow, `node_def.proto`, `attr_value.proto`, `tensor.proto` (field numbers).
struct GraphPaths {
    struct Path {
        let text: String
        /// The node that uses it.
        let operation: String
        let node: String
    }

    private struct Node {
        let name: String
        let operation: String
        let inputs: [String]
    }

    private var constants: [String: String] = [:]
    /// Where a node only hands on its first input.
    private var origins: [String: String] = [:]
    private var users: [Node] = []
    /// Constants that the loader replaces by an asset's own path.
    private let assets: Set<String>
    private(set) var attributes: [Path] = []

    private static let nodeLimit = 500_000
    private static let stepLimit = 16

    /// - Parameter assets: Nodes whose value a loader replaces.
    init(assets: Set<String> = []) {
        self.assets = assets
    }

    /// Operators that name a file in an input, and which input.
    private static let fileInputs: [String: Int] = [
        "InitializeTableFromTextFile": 1, "InitializeTableFromTextFileV2": 1, "CacheDataset": 1,
        "CacheDatasetV2": 1, "RestoreV2": 0, "SaveV2": 0, "Restore": 0, "RestoreSlice": 0,
        "Save": 0,
    ]
    private static let passing: Set = ["Identity", "StopGradient", "EnsureShape", "Reshape"]
    /// Attributes that are names of resources and scopes.
    private static let names: Set = [
        "shared_name", "container", "debug_name", "_class", "_output_shapes",
    ]

    mutating func add(_ fields: [ProtobufReader.Field]) {
        guard let operation = fields.last(where: { $0.number == 2 })?.text,
            let name = fields.last(where: { $0.number == 1 })?.text,
            constants.count + users.count < Self.nodeLimit
        else { return }
        let inputs = fields.filter { $0.number == 3 }.prefix(16).compactMap(\.text)
        if Self.fileInputs[operation] != nil {
            users.append(Node(name: name, operation: operation, inputs: inputs))
        }
        if Self.passing.contains(operation), let first = inputs.first {
            origins[name] = Self.node(of: first)
        }
        for field in fields where field.number == 5 {
            let entry = field.message?.protobufFields(limit: 8) ?? []
            guard let key = entry.first(where: { $0.number == 1 })?.text,
                let value = entry.first(where: { $0.number == 2 })?.message
            else { continue }
            if operation == "Const" {
                if key == "value" { constants[name] = Self.text(ofTensorIn: value) }
            } else if !Self.names.contains(key) {
                addAttribute(value, operation: operation, node: name)
            }
        }
    }

    private mutating func addAttribute(_ value: Bytes, operation: String, node: String) {
        let fields = value.protobufFields(limit: 8)
        let list = fields.first { $0.number == 1 }?.message?.protobufFields(limit: 64) ?? []
        for field in fields + list where field.number == 2 {
            guard let raw = field.message, raw.count <= 4_096, attributes.count < 1_000,
                let path = PathRules.outsidePath(raw.array(at: 0, count: raw.count))
            else { continue }
            attributes.append(Path(text: path, operation: operation, node: node))
        }
    }

    /// The first text of a constant of texts.
    private static func text(ofTensorIn value: Bytes) -> String? {
        let tensor = value.protobufFields(limit: 8).first { $0.number == 8 }?.message
        let text = tensor?.protobufFields(limit: 64).first { $0.number == 8 }?.message
        guard let text, text.count <= 4_096 else { return nil }
        return String(decoding: text.array(at: 0, count: text.count), as: UTF8.self)
    }

    /// `node` of `node:0` and `node:output:0`.
    private static func node(of input: String) -> String {
        String(input.prefix { $0 != ":" })
    }

    /// Constants outside of the folder that reach a file input.
    var inputs: [Path] {
        users.compactMap { user in
            guard let index = Self.fileInputs[user.operation], user.inputs.indices.contains(index)
            else { return nil }
            var origin = Self.node(of: user.inputs[index])
            for _ in 0..<Self.stepLimit {
                guard let next = origins[origin] else { break }
                origin = next
            }
            guard !assets.contains(origin), let text = constants[origin],
                PathRules.leaves(text) || PathRules.isAddress(text)
            else { return nil }
            return Path(text: text, operation: user.operation, node: user.name)
        }
    }
}

extension Inspection {
    mutating func refer(_ paths: GraphPaths, at place: Place) {
        for path in paths.attributes + paths.inputs {
            let node = "\(path.operation) \(path.node.prefix(100))"
            refer(.graphPath, path.text, place.at(path: node))
        }
    }
}
