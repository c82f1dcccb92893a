/// TensorFlow's SavedModel and GraphDef, TFLite and Core ML.
///
/// Source: tensorflow, `saved_model.proto`, `meta_graph.proto`, `graph.proto` (field numbers).
extension Inspection {
    mutating func inspectTensorFlow(_ bytes: Bytes, format: FileFormat, at place: Place) {
        if format == .graphDef { return inspectGraphDef(bytes, at: place) }
        let first = bytes.protobufFields(limit: 64)
        if ProtobufSniffer.isMetaGraph(first) { return inspectMetaGraph(bytes, at: place) }
        if ProtobufSniffer.isKerasMetadata(first) {
            return inspectObjectGraph(bytes, metadata: 5, at: place)
        }
        var reader = ProtobufReader(bytes)
        while let field = reader.next() {
            if field.number == 2, let graph = field.message {
                inspectMetaGraph(graph, at: place.at(field.offset))
            }
        }
        if let fault = reader.fault { trouble(.savedModel, fault, place.at(reader.position)) }
    }

    private mutating func inspectMetaGraph(_ bytes: Bytes, at place: Place) {
        let assets = Self.assetNodes(bytes)
        var reader = ProtobufReader(bytes)
        while let field = reader.next() {
            guard let message = field.message else { continue }
            switch field.number {
            case 2: inspectGraphDef(message, assets: assets, at: place)
            case 6: inspectAssetFile(message, at: place)
            case 7: inspectObjectGraph(message, at: place)
            default: break
            }
        }
        if let fault = reader.fault { trouble(.savedModel, fault, place) }
    }

    /// Nodes whose value a loader replaces by the path of an asset.
    private static func assetNodes(_ graph: Bytes) -> Set<String> {
        let files = graph.protobufFields(limit: 100_000).filter { $0.number == 6 }
        return Set(
            files.compactMap { file in
                let info = file.message?.protobufFields(limit: 8).first { $0.number == 1 }
                let name = info?.message?.protobufFields(limit: 8).first { $0.number == 1 }?.text
                return name.map { String($0.prefix { $0 != ":" }) }
            })
    }

    private mutating func inspectAssetFile(_ message: Bytes, at place: Place) {
        if let name = message.protobufFields(limit: 8).first(where: { $0.number == 2 })?.text {
            refer(.weightFile, name, place)
        }
    }

    private mutating func inspectGraphDef(
        _ bytes: Bytes, assets: Set<String> = [], at place: Place
    ) {
        var reader = ProtobufReader(bytes)
        var paths = GraphPaths(assets: assets)
        while let field = reader.next() {
            guard let message = field.message else { continue }
            if field.number == 1 { inspectNodeDef(message, &paths, at: place.at(field.offset)) }
            if field.number == 2 { inspectLibrary(message, at: place.at(field.offset)) }
        }
        refer(paths, at: place)
        if let fault = reader.fault { trouble(.graphDef, fault, place.at(reader.position)) }
    }

    private mutating func inspectLibrary(_ bytes: Bytes, at place: Place) {
        var reader = ProtobufReader(bytes)
        while let field = reader.next() {
            guard field.number == 1, let function = field.message else { continue }
            var paths = GraphPaths()
            for inner in function.protobufFields() where inner.number == 3 {
                if let node = inner.message { inspectNodeDef(node, &paths, at: place) }
            }
            refer(paths, at: place)
        }
    }

    private mutating func inspectNodeDef(
        _ node: Bytes, _ paths: inout GraphPaths, at place: Place
    ) {
        let fields = node.protobufFields(limit: 64)
        paths.add(fields)
        let name = fields.last { $0.number == 1 }?.text ?? ""
        // Of a field that stands twice readers take the last; others might take the first.
        for operation in fields.filter({ $0.number == 2 }).compactMap(\.text) {
            noteOperator("tensorflow", operation, at: place.at(path: "node \(name.prefix(100))"))
        }
    }

    /// Keras keeps its configuration as metadata of the object graph's nodes.
    ///
    /// `metadata` is the number of a node's field with the configuration in `keras_metadata.pb`.
    private mutating func inspectObjectGraph(
        _ bytes: Bytes, metadata: Int? = nil, at place: Place
    ) {
        for field in bytes.protobufFields() where field.number == 1 {
            guard let node = field.message else { continue }
            if let metadata {
                let text = node.protobufFields(limit: 16).first { $0.number == metadata }?.message
                inspectConfiguration(text, at: place.at(field.offset))
                continue
            }
            for inner in node.protobufFields(limit: 64) where inner.number == 4 {
                inspectUserObject(inner, at: place)
            }
        }
    }

    private mutating func inspectUserObject(_ field: ProtobufReader.Field, at place: Place) {
        let object = field.message?.protobufFields(limit: 8)
        inspectConfiguration(object?.first { $0.number == 3 }?.message, at: place)
    }

    private mutating func inspectConfiguration(_ bytes: Bytes?, at place: Place) {
        guard let bytes else { return }
        let text = bytes.array(at: 0, count: limits.textBytes)
        if let json = JSONReader.value(text, depthLimit: limits.jsonDepth).value {
            inspectKeras(json, at: place)
        }
    }

    // MARK: TFLite

    /// TFLite's flatbuffer: operator codes with a custom name.
    ///
    /// Source: tensorflow, `tensorflow/lite/schema/schema.fbs`.
    mutating func inspectTFLite(_ bytes: Bytes, at place: Place) {
        let tables = FlatBuffer(bytes)
        guard let root = tables.root else {
            return trouble(.tflite, "the root table is not in the file", place)
        }
        let codes = tables.vector(of: root, field: 1, limit: 10_000)
        if codes.isEmpty { inspectFlexNames(bytes, at: place) }
        for table in codes {
            if let custom = tables.text(of: table, field: 1) {
                noteOperator("tflite.custom", custom, at: place.at(table))
            } else {
                let code = tables.byte(of: table, field: 0) ?? 0
                noteOperator("tflite", "builtin \(code)", at: place.at(table))
            }
        }
    }

    /// Names of Flex operators in a file whose operator table cannot be followed.
    private mutating func inspectFlexNames(_ bytes: Bytes, at place: Place) {
        add(.headerInvalid, "there is no operator table", place)
        let head = bytes.array(at: 0, count: 1 << 20)
        var index = 0
        while let found = head.firstIndex(of: Array("Flex".utf8), from: index) {
            let name = head[found...].prefix(64).prefix { (0x41...0x7A).contains($0) }
            noteOperator(
                "tflite.custom", String(decoding: name, as: UTF8.self), at: place.at(found))
            index = found + 4
        }
    }

    // MARK: Core ML

    /// Layers of a neural network (500, 200s) that need code of the app.
    mutating func inspectCoreML(_ bytes: Bytes, at place: Place) {
        var reader = ProtobufReader(bytes)
        while let field = reader.next() {
            guard let message = field.message else { continue }
            if field.number == 555 || field.number == 556 {
                add(.customLayer, "a custom model class", place.at(field.offset))
            }
            for layer in message.protobufFields(limit: 100_000) where layer.number == 1 {
                let kinds = layer.message?.protobufFields(limit: 64) ?? []
                if let custom = kinds.first(where: { $0.number == 500 }) {
                    let name = custom.message?.protobufFields(limit: 8).first { $0.number == 10 }
                    add(.customLayer, name?.text ?? "a custom layer", place.at(field.offset))
                }
            }
        }
        if let fault = reader.fault { trouble(.coreML, fault, place) }
    }
}
