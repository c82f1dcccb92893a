/// Writes protobuf's wire format, for tests.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    private static func varint(_ value: Int) -> [UInt8] {
        var rest = UInt64(value)
        var bytes: [UInt8] = []
        repeat {
            bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    private func adding(_ more: [UInt8]) -> ProtobufWriter {
        var copy = self
        copy.bytes += more
        return copy
    }

    func number(_ field: Int, _ value: Int) -> ProtobufWriter {
        adding(Self.varint(field << 3) + Self.varint(value))
    }

    func data(_ field: Int, _ content: [UInt8]) -> ProtobufWriter {
        adding(Self.varint(field << 3 | 2) + Self.varint(content.count) + content)
    }

    func text(_ field: Int, _ value: String) -> ProtobufWriter { data(field, Array(value.utf8)) }

    func message(_ field: Int, _ value: ProtobufWriter) -> ProtobufWriter {
        data(field, value.bytes)
    }
}
