/// ONNX models: operators, external data, functions, and graphs inside attributes.
///
/// Source: onnx, `onnx.proto` (field numbers).
extension Inspection {
    private static let graphDepth = 24

    mutating func inspectONNX(_ bytes: Bytes, at place: Place) {
        var reader = ProtobufReader(bytes)
        var hasGraph = false
        while let field = reader.next() {
            guard let message = field.message else { continue }
            let inner = place.at(field.offset)
            switch field.number {
            case 7:
                hasGraph = true
                inspectGraph(message, at: inner, depth: 0)
            case 8: inspectOperatorSet(message, at: inner)
            case 14: inspectMetadata(message, at: inner)
            case 20: inspectTraining(message, at: inner)
            case 25: inspectFunction(message, at: inner)
            default: break
            }
        }
        if let fault = reader.fault {
            inspectAfter(bytes, at: reader.position, fault, place)
            if !hasGraph { trouble(.onnx, "there is no graph", place) }
        }
    }

    /// Bytes that are no field: another file, or a broken one.
    private mutating func inspectAfter(
        _ bytes: Bytes, at offset: Int, _ fault: String, _ place: Place
    ) {
        add(.headerInvalid, fault, place.at(offset))
        let rest = bytes.array(at: max(0, offset - 64), count: 1 << 20)
        if let start = PickleTrial.firstPickle(in: Bytes(rest), limits: limits) {
            add(.polyglot, "a pickle behind the model", place.at(max(0, offset - 64) + start))
        } else if fault.contains("are left") {
            trouble(.onnx, fault, place.at(offset))
        }
    }

    private mutating func inspectOperatorSet(_ message: Bytes, at place: Place) {
        let domain = message.protobufFields(limit: 8).first { $0.number == 1 }?.text ?? ""
        noteDomain(domain, "operator set", at: place)
    }

    private static let knownDomains: Set = [
        "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training",
        "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental", "ai.onnx.contrib",
        "com.ms.internal.nhwc", "com.microsoft.dml", "pkg.onnxscript.torch_lib",
        "pkg.onnxscript.torch_lib.common", "pkg.torch", "local", "this",
    ]

    private mutating func noteDomain(_ domain: String, _ name: String, at place: Place) {
        guard !Self.knownDomains.contains(domain), !domain.hasPrefix("pkg.") else { return }
        add(.foreignDomain, "`\(domain)` (\(name))", place)
    }

    private mutating func inspectMetadata(_ message: Bytes, at place: Place) {
        let fields = message.protobufFields(limit: 8)
        let key = fields.first { $0.number == 1 }?.text ?? ""
        let value = fields.first { $0.number == 2 }?.text ?? ""
        inspectMetadataText(key, value, at: place)
    }

    private mutating func inspectTraining(_ message: Bytes, at place: Place) {
        for field in message.protobufFields(limit: 64) where field.number <= 2 {
            if let graph = field.message { inspectGraph(graph, at: place, depth: 1) }
        }
    }

    private mutating func inspectFunction(_ message: Bytes, at place: Place) {
        for field in message.protobufFields() {
            guard let inner = field.message else { continue }
            if field.number == 7 { inspectNode(inner, at: place, depth: 1) }
            if field.number == 11 { inspectAttribute(inner, at: place, depth: 1) }
        }
    }

    private mutating func inspectGraph(_ graph: Bytes, at place: Place, depth: Int) {
        guard depth < Self.graphDepth else {
            return trouble(.onnx, "graphs inside one another too deep", place)
        }
        var reader = ProtobufReader(graph)
        while let field = reader.next() {
            guard let message = field.message else { continue }
            let inner = place.at((place.byteOffset ?? 0) + field.offset)
            switch field.number {
            case 1: inspectNode(message, at: inner, depth: depth)
            case 5: inspectTensor(message, at: inner)
            case 15: inspectSparse(message, at: inner)
            default: break
            }
        }
        if let fault = reader.fault { add(.headerInvalid, fault, place) }
    }

    private mutating func inspectNode(_ node: Bytes, at place: Place, depth: Int) {
        var operation = ""
        var domain = ""
        for field in node.protobufFields(limit: 100_000) {
            switch field.number {
            case 4: operation = field.text ?? ""
            case 7: domain = field.text ?? ""
            case 5: field.message.map { inspectAttribute($0, at: place, depth: depth) }
            default: break
            }
        }
        noteDomain(domain, operation, at: place)
        noteOperator(domain.isEmpty ? "ai.onnx" : domain, operation, at: place)
    }

    mutating func noteOperator(_ domain: String, _ name: String, at place: Place) {
        let known = facts.operators.firstIndex { $0.domain == domain && $0.name == name }
        if let known {
            facts.operators[known].count += 1
        } else {
            append(
                OperatorFact(
                    domain: String(domain.prefix(200)), name: String(name.prefix(200)), place: place
                ),
                \.operators)
        }
    }

    private mutating func inspectAttribute(_ attribute: Bytes, at place: Place, depth: Int) {
        for field in attribute.protobufFields(limit: 100_000) {
            guard let message = field.message else { continue }
            switch field.number {
            case 4, 9: inspectAttributeText(message, at: place)
            case 5, 10: inspectTensor(message, at: place)
            case 6, 11: inspectGraph(message, at: place, depth: depth + 1)
            case 22, 23: inspectSparse(message, at: place)
            default: break
            }
        }
    }

    /// Bytes of an attribute that may be a path.
    private static let pathSize = 4_096

    /// A text that leads out of the folder, as `ep_cache_context` does to a compiled context, and
    /// bytes that are a file of their own.
    private mutating func inspectAttributeText(_ value: Bytes, at place: Place) {
        if value.count <= Self.pathSize,
            let path = PathRules.outsidePath(value.array(at: 0, count: value.count))
        {
            refer(.graphPath, path, place)
        }
        inspectEmbedded(value, in: "attribute", at: place)
    }

    private mutating func inspectSparse(_ message: Bytes, at place: Place) {
        for field in message.protobufFields(limit: 64) where field.number <= 2 {
            if let tensor = field.message { inspectTensor(tensor, at: place) }
        }
    }

    private mutating func inspectTensor(_ tensor: Bytes, at place: Place) {
        var reader = ProtobufReader(tensor)
        var shape = TensorShape()
        defer {
            if let fault = shape.fault { add(.headerInvalid, fault, place) }
        }
        while let field = reader.next() {
            if field.number == 1 { shape.add(field) }
            guard field.number == 13, let entry = field.message else { continue }
            let pair = entry.protobufFields(limit: 8)
            let key = pair.first { $0.number == 1 }?.text
            let value = pair.first { $0.number == 2 }?.text ?? ""
            if key == "location" { refer(.externalData, value, place) }
            if key == "offset" || key == "length", (Int(value) ?? -1) < 0 {
                add(.headerOutOfFile, "external data with \(key ?? "") `\(value)`", place)
            }
        }
    }
}

/// The product of a tensor's dimensions, as far as memory goes.
private struct TensorShape {
    private(set) var fault: String?
    private var product = 1

    /// Elements of the largest tensors by far.
    private static let elementsMax = 1 << 48

    /// One dimension, or all of them packed.
    mutating func add(_ field: ProtobufReader.Field) {
        if let number = field.number64 { return multiply(number) }
        guard let packed = field.message else { return }
        for number in packed.packedVarints(limit: 64) { multiply(number) }
    }

    private mutating func multiply(_ number: UInt64) {
        guard fault == nil else { return }
        let size = Int(exactly: number) ?? .max
        let (next, overflow) = product.multipliedReportingOverflow(by: size)
        if overflow || next > Self.elementsMax {
            fault = "a tensor of \(product) × \(number) elements"
        } else {
            product = next
        }
    }
}
