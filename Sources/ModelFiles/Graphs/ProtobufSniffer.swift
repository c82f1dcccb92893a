/// Tells protobuf models apart, which have no magic number.
enum ProtobufSniffer {
    /// Fields at the top that are looked at.
    private static let fieldLimit = 64

    static func format(of bytes: Bytes) -> FileFormat? {
        var reader = ProtobufReader(bytes)
        var fields: [ProtobufReader.Field] = []
        while fields.count < fieldLimit, let field = reader.next() { fields.append(field) }
        guard let first = fields.first, first.number <= 25 || first.number >= 200 else {
            return nil
        }
        if isONNX(fields) { return .onnx }
        if isSavedModel(fields) || isMetaGraph(fields) || isKerasMetadata(fields) {
            return .savedModel
        }
        if isCoreML(fields) { return .coreML }
        if isGraphDef(fields) { return .graphDef }
        if fields.count >= 1, reader.fault?.hasPrefix("field 7 says") ?? false { return .onnx }
        return nil
    }

    /// ir_version (1) as a small number, and a graph (7) or operator sets (8).
    private static func isONNX(_ fields: [ProtobufReader.Field]) -> Bool {
        let hasVersion = fields.contains { $0.number == 1 && ($0.number64 ?? 99) < 64 }
        let graph = fields.first { $0.number == 7 && $0.message != nil }
        let hasSets = fields.contains { $0.number == 8 && $0.message != nil }
        return (hasVersion || graph != nil && hasSets)
            && (graph.map(isONNXGraph) ?? hasSets)
    }

    private static func isONNXGraph(_ graph: ProtobufReader.Field) -> Bool {
        guard let message = graph.message else { return false }
        var reader = ProtobufReader(message)
        var count = 0
        while count < 16, let field = reader.next() {
            guard [1, 2, 5, 10, 11, 12, 13, 14, 15, 16].contains(field.number) else { return false }
            count += 1
        }
        return count > 0 || message.count == 0
    }

    /// saved_model_schema_version (1), and meta graphs (2) with a graph or its info.
    private static func isSavedModel(_ fields: [ProtobufReader.Field]) -> Bool {
        guard let graph = fields.first(where: { $0.number == 2 })?.message,
            fields.allSatisfy({ $0.number <= 2 }),
            fields.allSatisfy({ $0.number == 2 || $0.number64 != nil })
        else { return false }
        let inner = graph.protobufFields(limit: 16)
        return !inner.isEmpty && inner.allSatisfy { $0.number <= 8 && $0.message != nil }
    }

    /// A checkpoint's `.meta`: its info (1), and a graph (2).
    static func isMetaGraph(_ fields: [ProtobufReader.Field]) -> Bool {
        guard fields.allSatisfy({ $0.number <= 8 && $0.message != nil }),
            let graph = fields.first(where: { $0.number == 2 })?.message
        else { return false }
        return isGraphDef(graph.protobufFields(limit: fieldLimit))
    }

    /// `keras_metadata.pb`: nodes (1) with a path (3), a kind (4) and a configuration (5).
    static func isKerasMetadata(_ fields: [ProtobufReader.Field]) -> Bool {
        guard fields.allSatisfy({ $0.number == 1 }), let node = fields.first?.message else {
            return false
        }
        return node.protobufFields(limit: 8).contains {
            $0.number == 4 && ($0.text?.hasPrefix("_tf_keras") ?? false)
        }
    }

    /// Nodes (1) with a name (1) and an operator (2).
    private static func isGraphDef(_ fields: [ProtobufReader.Field]) -> Bool {
        guard fields.allSatisfy({ $0.number <= 5 }),
            let node = fields.first(where: { $0.number == 1 })?.message
        else { return false }
        let inner = node.protobufFields(limit: 32)
        let name = inner.first { $0.number == 1 }?.text
        let operation = inner.first { $0.number == 2 }?.text
        guard let name, let operation, !operation.isEmpty else { return false }
        return operation.allSatisfy { $0.isLetter || $0.isNumber || "_>.".contains($0) }
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
            && inner.allSatisfy { $0.number <= 7 }
    }

    /// specificationVersion (1), a description (2), and one model type from 200 up.
    private static func isCoreML(_ fields: [ProtobufReader.Field]) -> Bool {
        let hasVersion = fields.first.map { $0.number == 1 && ($0.number64 ?? 99) < 32 } ?? false
        return hasVersion && fields.contains { $0.number >= 200 }
            && fields.allSatisfy { [1, 2, 10].contains($0.number) || $0.number >= 200 }
    }
}
