/// Reads a constant of an ONNX file.
///
/// Source: onnx, `onnx.proto3`, `TensorProto`.
struct ONNXTensor {
    private var name = ""
    private var shape: [Int] = []
    private var type = 0
    private var raw: ArraySlice<UInt8>?
    private var values: [Double] = []
    private var texts: [String] = []
    private var isElsewhere = false

    static func read(
        _ message: ArraySlice<UInt8>, vocabulary: inout TensorVocabulary
    ) throws(DocumentFault) -> (name: String, tensor: Tensor) {
        var reader = ONNXTensor()
        try reader.read(message)
        guard let tensor = try reader.tensor(vocabulary: &vocabulary) else {
            throw DocumentFault(
                offset: message.startIndex,
                reason: "the constant `\(reader.name)` is not as long as its shape says, lies in "
                    + "another file or has an unknown type")
        }
        return (reader.name, tensor)
    }

    private mutating func read(_ message: ArraySlice<UInt8>) throws(DocumentFault) {
        var fields = ProtobufFields(message)
        while let field = try fields.next() {
            switch field.number {
            case 1: shape += try field.integers().map { Int(exactly: $0) ?? -1 }
            case 2: type = Int(field.integer ?? 0)
            case 4: values += try field.floats(width: 4)
            case 5, 7, 11: values += try field.integers()
            case 6: texts.append(field.text ?? "")
            case 8: name = field.text ?? ""
            case 9: raw = field.message
            case 10: values += try field.floats(width: 8)
            case 13: isElsewhere = true
            case 14: isElsewhere = isElsewhere || field.integer == 1
            default: break
            }
        }
    }

    /// `nil` where the constant is not whole.
    private func tensor(
        vocabulary: inout TensorVocabulary
    ) throws(DocumentFault) -> Tensor? {
        guard !isElsewhere, let element = Tensor.Element(onnx: type) else { return nil }
        var content = values
        if element == .text {
            content = texts.map { vocabulary.number(of: $0) }
        } else if let raw {
            guard let decoded = decoded(raw) else { return nil }
            content = decoded
        }
        var size = 1
        for length in shape {
            let (product, isTooMuch) = size.multipliedReportingOverflow(by: length)
            guard length >= 0, !isTooMuch else { return nil }
            size = product
        }
        return size == content.count ? Tensor(element, shape, content) : nil
    }

    /// Little-endian numbers of the type's width.
    private func decoded(_ raw: ArraySlice<UInt8>) -> [Double]? {
        let widths = [1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 11: 8, 12: 4, 13: 8]
        guard let width = widths[type], raw.count % width == 0 else { return nil }
        var values: [Double] = []
        values.reserveCapacity(raw.count / width)
        for start in stride(from: raw.startIndex, to: raw.endIndex, by: width) {
            var bits: UInt64 = 0
            for offset in 0..<width { bits |= UInt64(raw[start + offset]) << (8 * UInt64(offset)) }
            values.append(number(bits))
        }
        return values
    }

    private func number(_ bits: UInt64) -> Double {
        switch type {
        case 1: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 3: Double(Int8(truncatingIfNeeded: bits))
        case 5: Double(Int16(truncatingIfNeeded: bits))
        case 6: Double(Int32(truncatingIfNeeded: bits))
        case 7: Double(Int64(bitPattern: bits))
        case 11: Double(bitPattern: bits)
        default: Double(bits)
        }
    }
}
