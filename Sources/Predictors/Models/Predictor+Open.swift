extension Predictor {
    /// Reads a model file, told by its content: XGBoost's JSON and UBJ, LightGBM's text, ONNX.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: The model, ready to predict.
    /// - Throws: ``PredictorError`` for anything that is no whole, sound model of these.
    /// - Complexity: O(bytes).
    package static func open(_ bytes: [UInt8]) throws(PredictorError) -> Predictor {
        guard bytes.count <= byteLimit else { throw .tooLarge(bytesMost: byteLimit) }
        switch try format(of: bytes) {
        case .xgboostJSON: return try XGBoostModel.predictor(json: bytes)
        case .xgboostUBJ: return try XGBoostModel.predictor(ubj: bytes)
        case .lightGBM: return try LightGBMModel.predictor(bytes)
        case .onnx: return try TensorGraph.predictor(bytes)
        }
    }

    /// Whether a file begins as an ONNX graph does.
    package static func isGraph(_ bytes: [UInt8]) -> Bool {
        guard let format = try? format(of: bytes) else { return false }
        return format == .onnx
    }

    /// What a file is written in, by its first bytes.
    private static func format(of bytes: [UInt8]) throws(PredictorError) -> ModelFormat {
        let head = bytes.prefix(64)
        let text = head.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        if head.starts(with: Array("tree\n".utf8)) || head.starts(with: Array("tree\r\n".utf8)) {
            return .lightGBM
        }
        if head.first == UInt8(ascii: "{"), bytes.count > 1,
            "LilIU#".utf8.contains(bytes[1])
        {
            return .xgboostUBJ
        }
        if text.first == UInt8(ascii: "{") { return .xgboostJSON }
        // A pickle of protocol 2 and up, or a zip file, which torch and joblib write.
        if head.first == 0x80 || head.starts(with: Array("PK".utf8)) { throw .pickle }
        // `ir_version`, the first field of every ONNX file.
        if head.first == 0x08 { return .onnx }
        throw .unknownFormat
    }
}
