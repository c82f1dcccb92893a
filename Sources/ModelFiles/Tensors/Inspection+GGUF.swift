/// GGUF: metadata of keys and values, then tensor headers, then aligned tensors.
///
/// Source: ggml-org/ggml, `docs/gguf.md`.
extension Inspection {
    mutating func inspectGGUF(_ bytes: Bytes, at place: Place) {
        var reader = GGUFReader(bytes, limits: limits)
        reader.read()
        for oddity in reader.oddities { add(oddity.kind, oddity.detail, place.at(oddity.offset)) }
        for text in reader.texts {
            let inner = place.at(text.offset).at(path: text.key)
            if text.key.hasPrefix("tokenizer.chat_template") {
                inspectTemplate(text.value, at: inner)
            } else {
                inspectMetadataText(text.key, text.value, at: inner)
            }
        }
        if let end = reader.dataEnd, end < bytes.count {
            let rest = bytes.slice(at: end)
            let head = rest.array(at: 0, count: 64)
            if rest.count > 64 || head.contains(where: { $0 != 0 }) {
                inspectAppended(bytes, at: end, place)
            }
        }
    }
}

/// Reads the header; every count and length is compared with what is left before it is used.
struct GGUFReader {
    struct Text {
        let key: String
        let value: String
        let offset: Int
    }

    private var cursor: ByteCursor
    private let limits: InspectionLimits
    private(set) var oddities: [(kind: Oddity, detail: String, offset: Int)] = []
    private(set) var texts: [Text] = []
    /// Where the last tensor ends; `nil` when the header is broken.
    private(set) var dataEnd: Int?
    private var alignment = 32
    private var keys: Set<String> = []
    /// Whether numbers begin with their highest byte, as machines of that kind write them.
    private var isBigEndian = false

    private static let textLimit = 4 << 20
    private static let keyLimit = 1 << 16
    /// Bytes of a key that readers have room for by far.
    private static let keyMost = 1_024

    init(_ bytes: Bytes, limits: InspectionLimits) {
        cursor = ByteCursor(bytes, at: 4)
        self.limits = limits
    }

    private mutating func note(_ kind: Oddity, _ detail: String) {
        if oddities.count < 100 { oddities.append((kind, detail, cursor.position)) }
    }

    private mutating func number(_ width: Int) -> UInt64? {
        guard let value = cursor.littleEndian(width) else { return nil }
        return isBigEndian ? value.byteSwapped >> UInt64(8 * (8 - width)) : value
    }

    mutating func read() {
        // Versions are small, so that the end with the zeros says which way numbers are written.
        isBigEndian = cursor.bytes.littleEndian(at: 4, width: 2) == 0
        guard let version = number(4) else { return note(.headerOutOfFile, "cut off") }
        guard (1...3).contains(version) else { return note(.headerInvalid, "version \(version)") }
        let width = version == 1 ? 4 : 8
        guard let tensors = number(width), let pairs = number(width)
        else { return note(.headerOutOfFile, "the counts are cut off") }
        guard isPlausible(pairs, "metadata entries"), isPlausible(tensors, "tensors") else {
            return
        }
        for _ in 0..<Int(pairs) {
            guard readPair(width: width) else { return }
        }
        readTensors(Int(tensors), width: width)
    }

    /// Whether so many things of a dozen bytes could be in what is left.
    private mutating func isPlausible(_ count: UInt64, _ what: String) -> Bool {
        guard count >= 1 << 32 || count > UInt64(cursor.remaining / 12 + 1) else { return true }
        let kind: Oddity = count >= 1 << 32 ? .headerOverflow : .headerOutOfFile
        note(kind, "\(count) \(what) in \(cursor.remaining) bytes")
        return false
    }

    private mutating func text(width: Int, limit: Int) -> String? {
        guard let length = number(width) else {
            note(.headerInvalid, "the metadata is cut off")
            return nil
        }
        guard length <= UInt64(cursor.remaining) else {
            note(.headerOverflow, "a text of \(length) bytes, \(cursor.remaining) are left")
            return nil
        }
        let start = cursor.position
        let bytes = cursor.bytes.array(at: start, count: min(Int(length), limit))
        _ = cursor.skip(Int(length))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            note(.textEncoding, "a text is not UTF-8")
            return String(decoding: bytes, as: UTF8.self)
        }
        return text
    }

    private mutating func readPair(width: Int) -> Bool {
        guard let key = text(width: width, limit: Self.keyLimit) else { return false }
        if key.utf8.count > Self.keyMost {
            note(.headerInvalid, "a key of \(key.utf8.count) bytes")
        }
        if key.isEmpty { note(.headerOutOfFile, "there are fewer metadata entries than it says") }
        if !keys.insert(key).inserted { note(.duplicateKey, "`\(key.prefix(100))`") }
        guard let type = number(4) else {
            note(.headerInvalid, "the metadata is cut off")
            return false
        }
        return readValue(type: type, key: key, width: width, depth: 0)
    }

    private static let sizes: [UInt64: Int] = [
        0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
    ]

    /// Keys that every reader takes for texts.
    private static let textKeys: Set = [
        "general.architecture", "general.name", "general.author", "general.license",
        "tokenizer.ggml.model", "tokenizer.chat_template",
    ]

    private mutating func readValue(type: UInt64, key: String, width: Int, depth: Int) -> Bool {
        if depth == 0, type != 8, Self.textKeys.contains(key) {
            note(.valueType, "`\(key)` is no text but of type \(type)")
        }
        if let size = Self.sizes[type] { return readNumber(size, key: key) }
        switch type {
        case 8:
            let offset = cursor.position
            guard let value = text(width: width, limit: Self.textLimit) else { return false }
            let isStatement = MetadataKeys.stateOrigin(key)
            if texts.count < 2_000, value.utf8.count >= 8 || isStatement {
                texts.append(Text(key: key, value: value, offset: offset))
            }
            return true
        case 9: return readArray(key: key, width: width, depth: depth)
        default:
            note(.valueType, "value type \(type) of `\(key.prefix(100))`")
            return false
        }
    }

    private mutating func readNumber(_ size: Int, key: String) -> Bool {
        guard let value = number(size) else {
            note(.headerInvalid, "the metadata is cut off")
            return false
        }
        if key == "general.alignment" {
            if value == 0 || value > 1 << 20 {
                note(.alignmentInvalid, "alignment \(value)")
            } else if value & (value - 1) != 0 {
                note(.headerInvalid, "alignment \(value) is no power of two")
            }
            alignment = value == 0 || value > 1 << 20 ? 32 : Int(value)
        }
        return true
    }

    private mutating func readArray(key: String, width: Int, depth: Int) -> Bool {
        guard let type = number(4), let count = number(width) else {
            note(.headerInvalid, "the metadata is cut off")
            return false
        }
        if type == 9 {
            note(.arrayNested, "an array of \(count) arrays in `\(key.prefix(100))`")
            return false
        }
        let size = Self.sizes[type] ?? width
        let (needed, overflow) = count.multipliedReportingOverflow(by: UInt64(size))
        if overflow || needed > UInt64(cursor.remaining) {
            note(.headerOverflow, "an array of \(count) values, \(cursor.remaining) bytes are left")
            return false
        }
        if type != 8 {
            if Self.sizes[type] == nil { note(.valueType, "array type \(type)") }
            return Self.sizes[type] != nil && cursor.skip(Int(needed))
        }
        return readTexts(Int(count), key: key, width: width)
    }

    private mutating func readTexts(_ count: Int, key: String, width: Int) -> Bool {
        let isTemplate = key.contains("template")
        for _ in 0..<count {
            if isTemplate {
                let offset = cursor.position
                guard let value = text(width: width, limit: Self.textLimit) else { return false }
                texts.append(Text(key: key, value: value, offset: offset))
                continue
            }
            guard let length = number(width), length <= UInt64(cursor.remaining),
                cursor.skip(Int(length))
            else {
                note(.headerOverflow, "a text of `\(key.prefix(100))` is longer than the file")
                return false
            }
        }
        return true
    }

    // MARK: Tensors

    /// Elements a block, and bytes a block, by type.
    private static let blocks: [UInt64: (elements: Int, bytes: Int)] = [
        0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
        9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
        15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
        21: (256, 110), 22: (256, 82), 23: (256, 136), 29: (256, 56), 34: (256, 54), 35: (256, 66),
        39: (32, 17), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 30: (1, 2),
    ]

    /// Numbers of types that were ever given out, with room for more.
    private static let typeMax: UInt64 = 63

    private mutating func readTensors(_ count: Int, width: Int) {
        var ends: [(name: String, offset: UInt64, size: Int)] = []
        for _ in 0..<count {
            guard let name = text(width: width, limit: Self.keyLimit),
                let dimensions = number(4)
            else { return }
            if name.isEmpty, dimensions == 0 {
                return note(.headerOutOfFile, "there are fewer tensors than it says")
            }
            guard dimensions <= 4 else {
                let says = "`\(name.prefix(100))` has \(dimensions) dimensions, readers keep 4"
                return note(.headerOverflow, says)
            }
            guard let elements = elementCount(Int(dimensions), name: name, width: width),
                let type = number(4), let offset = number(8)
            else { return }
            if !keys.insert("tensor " + name).inserted {
                note(.duplicateKey, "tensor `\(name.prefix(100))`")
            }
            if type > Self.typeMax { note(.valueType, "tensor type \(type)") }
            ends.append((name, offset, byteCount(elements, type)))
        }
        checkTensors(ends)
    }

    private mutating func elementCount(_ dimensions: Int, name: String, width: Int) -> Int? {
        var product = 1
        for _ in 0..<dimensions {
            guard let length = number(width) else {
                note(.headerInvalid, "the tensor headers are cut off")
                return nil
            }
            let (next, overflow) = product.multipliedReportingOverflow(by: Int(clamping: length))
            if overflow || length > 1 << 62 {
                note(.headerOverflow, "the dimensions of `\(name.prefix(100))` overflow 64 bits")
                return nil
            }
            product = next
        }
        return product
    }

    private func byteCount(_ elements: Int, _ type: UInt64) -> Int {
        guard let block = Self.blocks[type] else { return 0 }
        let (size, overflow) = (elements / block.elements).multipliedReportingOverflow(
            by: block.bytes)
        return overflow ? .max : size
    }

    private mutating func checkTensors(_ tensors: [(name: String, offset: UInt64, size: Int)]) {
        let start = (cursor.position + alignment - 1) / alignment * alignment
        let room = max(0, cursor.bytes.count - start)
        var end = 0
        var areSizesKnown = true
        for tensor in tensors {
            guard tensor.offset <= UInt64(room), tensor.size <= room - Int(tensor.offset) else {
                note(
                    .tensorOutOfFile,
                    "`\(tensor.name.prefix(100))` at \(tensor.offset), \(tensor.size) bytes, of \(room)"
                )
                continue
            }
            if Int(tensor.offset) % alignment != 0 {
                note(.alignmentInvalid, "`\(tensor.name.prefix(100))` is not aligned")
            }
            areSizesKnown = areSizesKnown && tensor.size > 0
            end = max(end, Int(tensor.offset) + tensor.size)
        }
        checkOverlaps(tensors)
        if areSizesKnown { dataEnd = min(cursor.bytes.count, start + end) }
    }

    private mutating func checkOverlaps(_ tensors: [(name: String, offset: UInt64, size: Int)]) {
        var last: UInt64 = 0
        for tensor in tensors.sorted(by: { $0.offset < $1.offset }) where tensor.size > 0 {
            if tensor.offset < last { note(.tensorOverlap, "`\(tensor.name.prefix(100))`") }
            last = max(last, tensor.offset &+ UInt64(tensor.size))
        }
    }
}
