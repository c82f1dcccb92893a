/// Writes HDF5 files of one group, for tests: superblock 2, an object header of version 2.
enum HDF5Writer {
    private static func little(_ value: Int, _ width: Int) -> [UInt8] {
        PickleWriter.little(value, width)
    }

    /// A group with Keras' attribute `model_config`, with a link to another file, or a
    /// data set of bytes.
    static func file(
        config: String? = nil, link: String? = nil, values: [UInt8]? = nil
    ) -> [UInt8] {
        var messages: [[UInt8]] = []
        if let config { messages.append(attribute("model_config", config)) }
        if let link { messages.append(external("x", file: link)) }
        if let values { messages += dataSet(values) }
        let size = messages.reduce(0) { $0 + $1.count }
        var header = Array("OHDR".utf8) + [2, 2] + little(size, 4)
        header += messages.joined()
        var bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 2, 8, 8, 0]
        bytes += little(0, 8) + little(-1, 8)
        bytes += little(48 + header.count + 4, 8) + little(48, 8) + little(0, 4)
        return bytes + header + little(0, 4)
    }

    /// One dimension, 8 bits, and the values in the header itself.
    private static func dataSet(_ values: [UInt8]) -> [[UInt8]] {
        let type: [UInt8] = [0x10, 0, 0, 0] + little(1, 4) + [0, 0, 8, 0]
        return [
            message(0x01, [2, 1, 0, 1] + little(values.count, 8)), message(0x03, type),
            message(0x08, [3, 0] + little(values.count, 2) + values),
        ]
    }

    private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type] + little(body.count, 2) + [0] + body
    }

    /// A text of fixed size, a scalar.
    private static func attribute(_ name: String, _ value: String) -> [UInt8] {
        let type = [0x13, 0, 0, 0] + little(value.utf8.count, 4)
        let space: [UInt8] = [2, 0, 0, 0]
        let sizes = little(name.utf8.count + 1, 2) + little(type.count, 2) + little(space.count, 2)
        return message(
            0x0C,
            [3, 0] + sizes + [0] + Array(name.utf8) + [0] + type + space + Array(value.utf8))
    }

    private static func external(_ name: String, file: String) -> [UInt8] {
        let target = [0] + Array(file.utf8) + [0] + Array("/x".utf8) + [0]
        let head: [UInt8] = [1, 0x08, 64, UInt8(name.utf8.count)] + Array(name.utf8)
        return message(0x06, head + little(target.count, 2) + target)
    }
}
