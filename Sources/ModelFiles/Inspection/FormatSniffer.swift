/// Tells a format by the bytes.
///
/// The name only chooses among formats of text, which have no magic.
enum FormatSniffer {
    /// Bytes at the start that are looked at.
    private static let headSize = 4_096

    static func format(of bytes: Bytes, name: String) -> FileFormat {
        guard bytes.count > 0 else { return .empty }
        let head = bytes.array(at: 0, count: headSize)
        if isShortHeader(bytes, head) { return .safetensors }
        if let format = magic(head) { return format }
        if let format = structure(bytes, head) { return format }
        if let format = textFormat(head, name: name) {
            let isPickle =
                PickleTrial.isPickle(bytes, at: 0)
                || format == .text && claimsPickle(name) && PickleTrial.isWholePickle(bytes)
            return isPickle ? .pickle : format
        }
        return claimedFormat(bytes, head, name: name)
    }

    // MARK: Magic numbers

    private static let magics: [(FileFormat, [UInt8])] = [
        (.zip, [0x50, 0x4B, 3, 4]), (.zip, [0x50, 0x4B, 5, 6]),
        (.gzip, [0x1F, 0x8B]), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
        (.joblibZlib, [0x5A, 0x46, 0x30, 0x78]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        (.lz4, [0x04, 0x22, 0x4D, 0x18]),
        (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        (.npy, [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]), (.gguf, [0x47, 0x47, 0x55, 0x46]),
        (.hdf5, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]),
        (.elf, [0x7F, 0x45, 0x4C, 0x46]),
        (.machO, [0xFE, 0xED, 0xFA, 0xCE]), (.machO, [0xFE, 0xED, 0xFA, 0xCF]),
        (.machO, [0xCE, 0xFA, 0xED, 0xFE]), (.machO, [0xCF, 0xFA, 0xED, 0xFE]),
        (.machO, [0xCA, 0xFE, 0xBA, 0xBE]),
        (.pdf, [0x25, 0x50, 0x44, 0x46]), (.script, [0x23, 0x21]),
        (.rds, [0x58, 0x0A, 0, 0]), (.rds, [0x52, 0x44, 0x58]),
        (.tensorRT, [0x66, 0x74, 0x72, 0x74]), (.tensorRT, [0x70, 0x74, 0x72, 0x74]),
        (.image, [0x89, 0x50, 0x4E, 0x47]), (.image, [0xFF, 0xD8, 0xFF]),
        (.image, [0x47, 0x49, 0x46, 0x38]),
        (.javaObjects, [0xAC, 0xED, 0, 5]), (.androidCode, [0x64, 0x65, 0x78, 0x0A, 0x30]),
        (.dotNetObjects, [0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0]),
        (.shortcut, [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0]),
        (.arrow, Array("ARROW1".utf8)), (.arrow, Array("FEA1".utf8)),
        (.parquet, Array("PAR1".utf8)), (.sqlite, Array("SQLite format 3\0".utf8)),
        (.rar, [0x52, 0x61, 0x72, 0x21, 0x1A, 7]),
    ]

    /// Whether bytes begin a stream of a format.
    static func isStream(_ bytes: Bytes, of format: FileFormat) -> Bool {
        magic(bytes.array(at: 0, count: 64)) == format
    }

    private static func magic(_ head: [UInt8]) -> FileFormat? {
        for (format, pattern) in magics where head.starts(with: pattern) { return format }
        if head.count >= 4, head.starts(with: [0x42, 0x5A, 0x68]), (0x31...0x39).contains(head[3]) {
            return .bzip2
        }
        if let format = frameFormat(head) { return format }
        if head.count >= 64, head.starts(with: [0x4D, 0x5A]) { return .portableExecutable }
        if head.count >= 8, Array(head[4..<8]) == Array("TFL3".utf8) { return .tflite }
        if head.count >= 2, head[0] == 0x80, head[1] <= 5 { return .pickle }
        return nil
    }

    /// What follows a frame that zstd's and lz4's readers pass over.
    private static func frameFormat(_ head: [UInt8]) -> FileFormat? {
        guard head.count >= 8, head[0] & 0xF0 == 0x50, Array(head[1..<4]) == [0x2A, 0x4D, 0x18]
        else { return nil }
        let size = Int(Array(head[4..<8]).littleEndian)
        let next = size <= head.count ? Array(head.dropFirst(8 + size).prefix(4)) : []
        return next.starts(with: [0x04, 0x22]) ? .lz4 : .zstd
    }

    // MARK: Structures

    private static func structure(_ bytes: Bytes, _ head: [UInt8]) -> FileFormat? {
        if isTar(head) { return .tar }
        if isZlib(bytes, head) { return .zlib }
        if isLZMA(bytes, head) { return .lzma }
        if isSafetensors(bytes, head) { return .safetensors }
        if hasHDF5Superblock(bytes) { return .hdf5 }
        if isTorch7(head) { return .torch7 }
        if isArrowStream(bytes, head) { return .arrow }
        if ByteCode.begins(bytes) { return .byteCode }
        if ForeignObjects.isRuby(head) { return .rubyObjects }
        if ForeignObjects.isPHP(head) { return .phpObjects }
        if MessagePackReader.begins(bytes) { return .messagePack }
        return nil
    }

    /// A tar header's checksum: the sum of its bytes with blanks for the checksum itself.
    static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512 else { return false }
        let digits = head[148..<156].filter { (0x30...0x37).contains($0) }
        guard digits.count >= 4, digits.count <= 7 else { return false }
        let declared = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
        let sum = head[..<512].enumerated().reduce(0) {
            $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element))
        }
        return declared == sum
    }

    private static func isZlib(_ bytes: Bytes, _ head: [UInt8]) -> Bool {
        guard head.count >= 8, head[0] & 0x0F == 8, head[0] >> 4 <= 7,
            (Int(head[0]) << 8 | Int(head[1])) % 31 == 0, head[1] & 0x20 == 0
        else { return false }
        let trial = Expander.inflate(bytes.slice(at: 0, count: 1 << 16), windowBits: 15, limit: 64)
        return !trial.output.isEmpty && trial.ending != .corrupt
    }

    private static func isLZMA(_ bytes: Bytes, _ head: [UInt8]) -> Bool {
        guard head.count > 13, head[0] == 0x5D, head[1] == 0, head[2] == 0 else { return false }
        let trial = Expander.unlzma(bytes.slice(at: 0, count: 1 << 16), limit: 64)
        return !trial.output.isEmpty && trial.ending != .corrupt
    }

    private static func isSafetensors(_ bytes: Bytes, _ head: [UInt8]) -> Bool {
        guard head.count > 8 else { return false }
        let first = head[8...].first { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }
        guard first == UInt8(ascii: "{") else { return false }
        return head[4...7].allSatisfy { $0 == 0 } || !head[..<8].allSatisfy { isTextByte($0) }
            || String(validating: head[..<8], as: UTF8.self) == nil
    }

    /// A safetensors header of less than 64 KiB, whose length may look like other formats' magic: no
    /// reader of those gets beyond six bytes of 0.
    private static func isShortHeader(_ bytes: Bytes, _ head: [UInt8]) -> Bool {
        head.count > 8 && head[2...7].allSatisfy { $0 == 0 } && isSafetensors(bytes, head)
    }

    private static func hasHDF5Superblock(_ bytes: Bytes) -> Bool {
        [512, 1_024, 2_048].contains { bytes.starts(with: "\u{89}HDF", at: $0) }
            || [512, 1_024, 2_048].contains {
                bytes.exactly(at: $0, count: 8) == [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
            }
    }

    /// Torch7's binary: a type number, then an index.
    private static func isTorch7(_ head: [UInt8]) -> Bool {
        guard head.count >= 16 else { return false }
        let type = Array(head[0..<4]).littleEndian
        let index = Array(head[4..<8]).littleEndian
        guard (3...8).contains(type), index == 1 else { return false }
        return head.firstIndex(of: Array("V 1".utf8)) != nil || type >= 6
    }

    /// Arrow's stream: a mark, the length of a message, and a flatbuffer of it.
    private static func isArrowStream(_ bytes: Bytes, _ head: [UInt8]) -> Bool {
        guard head.count >= 16, head.starts(with: [0xFF, 0xFF, 0xFF, 0xFF]) else { return false }
        let size = Int(Array(head[4..<8]).littleEndian)
        let root = Int(Array(head[8..<12]).littleEndian)
        return size >= 16 && size % 8 == 0 && size <= bytes.count - 8 && (4..<size).contains(root)
    }

    /// torch's older container begins with a pickle of this number.
    static func isTorchMagic(_ bytes: Bytes, at offset: Int) -> Bool {
        let number: [UInt8] = [
            0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
        ]
        return bytes.array(at: offset, count: 64).firstIndex(of: number) != nil
    }

    // MARK: Text

    static func isTextByte(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D
            || byte == 0x0C
    }

    private static func textFormat(_ head: [UInt8], name: String) -> FileFormat? {
        guard head.allSatisfy(isTextByte) else { return nil }
        let lower = name.lowercased()
        let stem = lower.split(separator: "/").last.map(String.init) ?? lower
        let first = head.first { ![0x20, 0x0A, 0x0D, 0x09, 0xEF, 0xBB, 0xBF].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            if isTemplate(head), !lower.hasSuffix(".json") { return .template }
            return lower.hasSuffix(".ipynb") ? .notebook : .json
        }
        if first == UInt8(ascii: "<") { return markup(head) }
        if let format = extensions.first(where: { stem.hasSuffix($0.0) })?.1 { return format }
        if isTemplate(head) { return .template }
        return ["mlmodel", "conda.yaml"].contains(stem) ? .yaml : .text
    }

    private static let extensions: [(String, FileFormat)] = [
        (".py", .python), (".yaml", .yaml), (".yml", .yaml), (".jinja", .template),
        (".jinja2", .template), (".j2", .template), (".pbtxt", .protobufText),
        (".prototxt", .protobufText), (".textproto", .protobufText), (".txtpb", .protobufText),
        (".onnxtxt", .protobufText), (".onnxtext", .protobufText), (".json", .json),
    ]

    /// Whether text holds a template's tag or output.
    static func isTemplate(_ head: [UInt8]) -> Bool {
        [UInt8]("{%".utf8).isIn(head) && [UInt8]("%}".utf8).isIn(head)
            || [UInt8]("{{".utf8).isIn(head) && [UInt8]("}}".utf8).isIn(head)
    }

    private static func markup(_ head: [UInt8]) -> FileFormat {
        let text = String(decoding: head, as: UTF8.self).lowercased()
        return text.contains("<html") || text.contains("<!doctype html") || text.contains("<script")
            ? .html : .xml
    }

    // MARK: No magic at all

    /// Protobuf and old pickles have no magic; a parse of their start decides.
    private static func claimedFormat(_ bytes: Bytes, _ head: [UInt8], name: String) -> FileFormat {
        if PickleTrial.importsFirst(bytes) { return .pickle }
        if let format = ProtobufSniffer.format(of: bytes) { return format }
        if PickleTrial.isPickle(bytes, at: 0) { return .pickle }
        let lower = name.lowercased()
        if lower.hasSuffix(".safetensors") { return .safetensors }
        if lower.hasSuffix(".onnx") { return .onnx }
        return claimsPickle(name) ? .pickle : .unknown
    }

    private static func claimsPickle(_ name: String) -> Bool {
        let lower = name.lowercased()
        return [".pkl", ".pickle", ".joblib", ".dill"].contains { lower.hasSuffix($0) }
    }
}

extension [UInt8] {
    fileprivate func isIn(_ other: [UInt8]) -> Bool { other.firstIndex(of: self) != nil }
}
