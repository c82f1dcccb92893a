/// The constants that are written into a node.
struct ONNXAttributes {
    private enum Value {
        case integer(Int64)
        case float(Double)
        case text(String)
        case tensor(Tensor)
        case integers([Double])
        case floats([Double])
        case texts([String])
        /// A graph, or something else that no operation here takes.
        case other
    }

    private var values: [String: Value] = [:]

    /// Adds one attribute; texts join the vocabulary, since operations compare with them.
    mutating func read(
        _ message: ArraySlice<UInt8>, vocabulary: inout TensorVocabulary
    ) throws(DocumentFault) {
        var fields = ProtobufFields(message)
        var name = ""
        var value = Value.other
        var floats: [Double] = []
        var integers: [Double] = []
        var texts: [String] = []
        while let field = try fields.next() {
            switch field.number {
            case 1: name = field.text ?? ""
            case 2:
                if case .fixed(let bits) = field.content {
                    value = .float(ProtobufFields.Field.float(bits, width: 4))
                }
            case 3: value = .integer(field.integer ?? 0)
            case 4: value = .text(field.text ?? "")
            case 5:
                guard let inner = field.message else { continue }
                value = .tensor(try ONNXTensor.read(inner, vocabulary: &vocabulary).tensor)
            case 7: floats += try field.floats(width: 4)
            case 8: integers += try field.integers()
            case 9: texts.append(field.text ?? "")
            default: break
            }
        }
        if !floats.isEmpty { value = .floats(floats) }
        if !integers.isEmpty { value = .integers(integers) }
        if !texts.isEmpty {
            value = .texts(texts)
            for text in texts { _ = vocabulary.number(of: text) }
        }
        if case .text(let text) = value { _ = vocabulary.number(of: text) }
        values[name] = value
    }

    func integer(_ name: String) -> Int? {
        if case .integer(let value)? = values[name] { Int(value) } else { nil }
    }

    func float(_ name: String) -> Double? {
        if case .float(let value)? = values[name] { value } else { nil }
    }

    func text(_ name: String) -> String? {
        if case .text(let value)? = values[name] { value } else { nil }
    }

    func tensor(_ name: String) -> Tensor? {
        if case .tensor(let value)? = values[name] { value } else { nil }
    }

    /// The numbers of a list, as it stands or as a tensor; none without the attribute.
    func numbers(_ name: String) -> [Double] {
        switch values[name] {
        case .integers(let values), .floats(let values): values
        case .tensor(let tensor): tensor.values
        default: []
        }
    }

    /// The whole numbers of a list; −1 for one that is none.
    func integers(_ name: String) -> [Int] { numbers(name).map { Int(exactly: $0) ?? -1 } }

    /// The list, or `nil` without the attribute.
    func integersIfGiven(_ name: String) -> [Int]? { values[name] == nil ? nil : integers(name) }

    func texts(_ name: String) -> [String] {
        if case .texts(let values)? = values[name] { values } else { [] }
    }
}
