/// The encoders extension: Base64 (RFC 4648), whose padding may be left out when decoding.
extension FunctionLibrary {
    static let encoders: [Function] = [
        .unary("base64.encode", [(.bytes, .string)]) { (value, meter) throws(CELFault) in
            guard case .bytes(let bytes) = value else {
                throw .noSuchOverload("base64.encode", [value])
            }
            try meter.spend(bytes.count / 4)
            return .string(Base64.encode(bytes))
        },
        .unary("base64.decode", [(.string, .bytes)]) { (value, meter) throws(CELFault) in
            guard case .string(let text) = value else {
                throw .noSuchOverload("base64.decode", [value])
            }
            try meter.spend(text.utf8.count / 4)
            guard let bytes = Base64.decode(text) else {
                throw .error(.invalidArgument, "the text is not Base64")
            }
            return .bytes(bytes)
        },
    ]
}

enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let index = Int(bits >> UInt32(18 - 6 * place)) & 63
                text.append(place <= group.count ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var source = Array(text.utf8)
        if source.count % 4 == 0 {
            for _ in 0..<2 where source.last == UInt8(ascii: "=") { source.removeLast() }
        }
        guard source.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in source {
            guard let worth = worth(byte) else { return nil }
            bits = bits << 6 | worth
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        return bytes
    }

    private static func worth(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
