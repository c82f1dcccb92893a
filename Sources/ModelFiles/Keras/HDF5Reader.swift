/// Walks an HDF5 file's groups, and gathers texts in attributes and whatever names another file.
///
/// Reads superblocks 0 to 3, object headers 1 and 2, symbol tables, links in headers and in
/// fractal heaps' blocks; no dataset's values.
///
/// Source: The HDF Group, *HDF5 File Format Specification* 3.0.
struct HDF5Reader {
    struct Text {
        let path: String
        let value: String
        let offset: Int
    }

    struct Reference {
        let kind: ReferenceFact.Kind
        let target: String
        let path: String
    }

    let bytes: Bytes
    private(set) var texts: [Text] = []
    private(set) var references: [Reference] = []
    private(set) var oversized: [(path: String, byteCount: String)] = []
    private(set) var fault: String?
    /// What may be a file of its own.
    var values: [Value] = []
    /// Bytes of data sets that may still be unpacked.
    var valueBytesLeft = 64 << 20
    private var visited: Set<Int> = []
    private var queue: [(address: Int, path: String)] = []
    private var base = 0

    private static let objectLimit = 200_000
    private static let messageLimit = 20_000
    private static let textLimit = 16 << 20

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    // MARK: Start

    mutating func read() {
        guard let root = rootAddress() else {
            fault = "the superblock cannot be read"
            return
        }
        queue = [(root, "")]
        while let next = queue.popLast(), visited.count < Self.objectLimit {
            guard visited.insert(next.address).inserted else { continue }
            readObject(at: next.address, path: next.path)
        }
        readDenseLinks()
    }

    private mutating func rootAddress() -> Int? {
        let magic: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
        for start in [0, 512, 1_024, 2_048] where bytes.exactly(at: start, count: 8) == magic {
            base = start
            checkEnd(at: start)
            switch bytes.littleEndian(at: start + 8, width: 1) {
            case 0: return offsetSizeIs8(at: start + 13) ? address(at: start + 64) : nil
            case 1: return offsetSizeIs8(at: start + 13) ? address(at: start + 68) : nil
            case 2, 3: return offsetSizeIs8(at: start + 9) ? address(at: start + 36) : nil
            default: return nil
            }
        }
        return nil
    }

    /// The superblock says where the file ends.
    private mutating func checkEnd(at start: Int) {
        let field: Int
        switch bytes.littleEndian(at: start + 8, width: 1) {
        case 0: field = start + 40
        case 1: field = start + 44
        default: field = start + 28
        }
        guard let end = bytes.littleEndian(at: field, width: 8), end != .max else { return }
        if end > UInt64(bytes.count) {
            fault = "it says \(end) bytes, and has \(bytes.count)"
        }
    }

    private func offsetSizeIs8(at offset: Int) -> Bool {
        bytes.littleEndian(at: offset, width: 2) == 0x0808
    }

    /// An address in the file, from the superblock; `nil` for the undefined one.
    func address(at offset: Int) -> Int? {
        guard let value = bytes.littleEndian(at: offset, width: 8), value < UInt64(bytes.count)
        else {
            return nil
        }
        return base + Int(value)
    }

    func number(_ offset: Int, _ width: Int) -> Int {
        bytes.littleEndian(at: offset, width: width).flatMap { Int(exactly: $0) } ?? 0
    }

    // MARK: Object headers

    struct Message {
        let type: Int
        let offset: Int
        let size: Int
    }

    private mutating func readObject(at address: Int, path: String) {
        let messages =
            bytes.starts(with: "OHDR", at: address)
            ? newMessages(at: address) : oldMessages(at: address)
        if messages.isEmpty, visited.count == 1 { fault = "the root object has no messages" }
        for message in messages { read(message, path: path) }
        checkSize(messages, path: path)
        keepValues(of: messages, path: path)
    }

    private func oldMessages(at address: Int) -> [Message] {
        guard number(address, 1) == 1 else { return [] }
        var blocks = [(start: address + 16, size: number(address + 8, 4))]
        return collect(&blocks, head: 8) { offset in
            Message(type: number(offset, 2), offset: offset + 8, size: number(offset + 2, 2))
        }
    }

    private func newMessages(at address: Int) -> [Message] {
        let flags = number(address + 5, 1)
        var offset = address + 6
        if flags & 0x20 != 0 { offset += 16 }
        if flags & 0x10 != 0 { offset += 4 }
        let width = 1 << (flags & 3)
        let head = flags & 4 != 0 ? 6 : 4
        var blocks = [(start: offset + width, size: number(offset, width))]
        return collect(&blocks, head: head) { offset in
            Message(type: number(offset, 1), offset: offset + head, size: number(offset + 1, 2))
        }
    }

    /// The messages of a header's blocks; a continuation (0x10) adds a block.
    private func collect(
        _ blocks: inout [(start: Int, size: Int)], head: Int, message: (Int) -> Message
    ) -> [Message] {
        var messages: [Message] = []
        var index = 0
        while index < blocks.count, index < 1_000 {
            var offset = blocks[index].start
            if bytes.starts(with: "OCHK", at: offset) { offset += 4 }
            let end = min(bytes.count, blocks[index].start + min(blocks[index].size, bytes.count))
            while offset + head <= end, messages.count < Self.messageLimit {
                let next = message(offset)
                offset = next.offset + next.size
                guard offset <= end else { break }
                messages.append(next)
                if next.type == 0x10, let start = address(at: next.offset) {
                    blocks.append((start, number(next.offset + 8, 8)))
                }
            }
            index += 1
        }
        return messages
    }

    private mutating func read(_ message: Message, path: String) {
        switch message.type {
        case 0x06: readLink(at: message.offset, path: path)
        case 0x07: readExternalFiles(at: message.offset, path: path)
        case 0x08: readLayout(at: message.offset, path: path)
        case 0x0C: readAttribute(at: message.offset, size: message.size, path: path)
        case 0x11: readSymbolTable(at: message.offset, path: path)
        default: break
        }
    }

    // MARK: Groups

    private mutating func readSymbolTable(at offset: Int, path: String) {
        guard let tree = address(at: offset), let heap = address(at: offset + 8),
            bytes.starts(with: "HEAP", at: heap), let names = address(at: heap + 24)
        else { return }
        var nodes = [tree]
        var seen: Set<Int> = []
        while let node = nodes.popLast(), seen.count < Self.objectLimit {
            guard seen.insert(node).inserted else { continue }
            if bytes.starts(with: "TREE", at: node) {
                let count = min(number(node + 6, 2), 4_096)
                nodes += (0..<count).compactMap { address(at: node + 32 + 16 * $0) }
            } else if bytes.starts(with: "SNOD", at: node) {
                readSymbols(at: node, names: names, path: path)
            }
        }
    }

    private mutating func readSymbols(at node: Int, names: Int, path: String) {
        for index in 0..<min(number(node + 6, 2), 4_096) {
            let entry = node + 8 + 40 * index
            let name = text(at: names + min(number(entry, 8), bytes.count), limit: 1_024)
            if let address = address(at: entry + 8), number(entry + 16, 4) != 2 {
                queue.append((address, "\(path)/\(name)"))
            }
        }
    }

    /// A text up to its zero byte.
    private func text(at offset: Int, limit: Int) -> String {
        String(decoding: bytes.array(at: offset, count: limit).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// A link message; where the next thing begins, or `nil` when it is none.
    @discardableResult
    private mutating func readLink(at start: Int, path: String) -> Int? {
        guard number(start, 1) == 1 else { return nil }
        let flags = number(start + 1, 1)
        var offset = start + 2
        var type = 0
        if flags & 8 != 0 {
            type = number(offset, 1)
            offset += 1
        }
        if flags & 4 != 0 { offset += 8 }
        if flags & 0x10 != 0 { offset += 1 }
        let width = 1 << (flags & 3)
        let length = number(offset, width)
        guard flags < 32, length > 0, length < 4_096 else { return nil }
        let name = String(decoding: bytes.array(at: offset + width, count: length), as: UTF8.self)
        offset += width + length
        if type == 0 {
            guard let address = address(at: offset) else { return nil }
            queue.append((address, "\(path)/\(name)"))
            return offset + 8
        }
        let size = number(offset, 2)
        if type == 64 {
            references.append(
                Reference(
                    kind: .hdf5Link, target: text(at: offset + 3, limit: 1_024),
                    path: "\(path)/\(name)"))
        }
        return type == 1 || type == 64 ? offset + 2 + size : nil
    }

    /// Bytes searched for the blocks of fractal heaps, which hold the links of large groups.
    private static let searchLimit = 64 << 20

    private mutating func readDenseLinks() {
        let head = bytes.array(at: 0, count: Self.searchLimit)
        var index = 0
        var blocks = 0
        while let block = head.firstIndex(of: Array("FHDB".utf8), from: index), blocks < 1_000 {
            blocks += 1
            index = block + 4
            var offset = block + 13
            var skipped = 0
            while skipped < 64 {
                if let next = readLink(at: offset, path: "") ?? readDenseAttribute(at: offset) {
                    offset = next
                    skipped = 0
                } else {
                    offset += 1
                    skipped += 1
                }
            }
        }
        while let next = queue.popLast(), visited.count < Self.objectLimit {
            guard visited.insert(next.address).inserted else { continue }
            readObject(at: next.address, path: next.path)
        }
    }

    /// An attribute in a heap's block; where the next thing begins, or `nil` when it is none.
    private mutating func readDenseAttribute(at offset: Int) -> Int? {
        let nameSize = number(offset + 2, 2)
        let typeSize = number(offset + 4, 2)
        let spaceSize = number(offset + 6, 2)
        guard number(offset, 1) == 3, number(offset + 1, 1) < 4, (2...1_024).contains(nameSize),
            (8...1_024).contains(typeSize), (4...512).contains(spaceSize),
            number(offset + 8 + nameSize, 1) == 0
        else { return nil }
        let type = offset + 9 + nameSize
        let isText = [3, 9].contains(number(type, 1) & 0x0F)
        let size = isText ? number(type + 4, 4) : 0
        let data = type + typeSize + spaceSize
        guard size < bytes.count, data + size <= bytes.count else { return nil }
        if isText { readAttribute(at: offset, size: data + size - offset, path: "") }
        return data + size
    }

    // MARK: Data elsewhere

    private mutating func readExternalFiles(at offset: Int, path: String) {
        let used = min(number(offset + 6, 2), 1_000)
        guard let heap = address(at: offset + 8), bytes.starts(with: "HEAP", at: heap),
            let names = address(at: heap + 24)
        else { return }
        for index in 0..<used {
            let name = text(
                at: names + min(number(offset + 16 + 24 * index, 8), bytes.count), limit: 1_024)
            references.append(Reference(kind: .hdf5Storage, target: name, path: path))
        }
    }

    private mutating func readLayout(at offset: Int, path: String) {
        guard number(offset, 1) == 4, number(offset + 1, 1) == 3,
            let object = heapObject(at: offset + 2)
        else { return }
        let content = bytes.array(at: object.offset, count: min(object.size, 1 << 16))
        let name = content.dropFirst(9).prefix { $0 != 0 }
        references.append(
            Reference(
                kind: .virtualDataset, target: String(decoding: name, as: UTF8.self), path: path))
    }

    /// An object of the global heap, from its collection's address and its index.
    private func heapObject(at offset: Int) -> (offset: Int, size: Int)? {
        bytes.littleEndian(at: offset, width: 8).flatMap {
            heapObject(in: $0, index: number(offset + 8, 4))
        }
    }

    func heapObject(in address: UInt64, index wanted: Int) -> (offset: Int, size: Int)? {
        guard address < UInt64(bytes.count) else { return nil }
        let collection = base + Int(address)
        guard bytes.starts(with: "GCOL", at: collection) else { return nil }
        let end = min(bytes.count, collection + min(number(collection + 8, 8), bytes.count))
        var position = collection + 16
        while position + 16 <= end {
            let size = number(position + 8, 8)
            guard size <= bytes.count else { return nil }
            if number(position, 2) == wanted { return (position + 16, size) }
            position += 16 + (size + 7) / 8 * 8
        }
        return nil
    }

    // MARK: Attributes and sizes

    private mutating func readAttribute(at offset: Int, size: Int, path: String) {
        let version = number(offset, 1)
        guard (1...3).contains(version) else { return }
        let pad = { (size: Int) in version == 1 ? (size + 7) / 8 * 8 : size }
        let nameSize = number(offset + 2, 2)
        let typeSize = number(offset + 4, 2)
        let nameStart = offset + (version == 3 ? 9 : 8)
        let typeStart = nameStart + pad(nameSize)
        let dataStart = typeStart + pad(typeSize) + pad(number(offset + 6, 2))
        let name = text(at: nameStart, limit: min(nameSize, 1_024))
        let end = offset + size
        let data = bytes.slice(at: dataStart, count: max(0, end - dataStart))
        keepValues(ofTypeAt: typeStart, data: data, path: "\(path)@\(name)")
        switch number(typeStart, 1) & 0x0F {
        case 3: keep(name, at: dataStart, count: end - dataStart, path)
        case 9:
            for element in stride(
                from: dataStart, to: min(end - 15, dataStart + 16 * 4_096), by: 16)
            {
                guard let object = heapObject(at: element + 4) else { continue }
                keep(name, at: object.offset, count: min(object.size, number(element, 4)), path)
            }
        default: break
        }
    }

    private mutating func keep(_ name: String, at offset: Int, count: Int, _ path: String) {
        guard count > 0, texts.count < 20_000 else { return }
        let value = text(at: offset, limit: min(count, Self.textLimit))
        texts.append(Text(path: "\(path)@\(name)", value: value, offset: offset))
    }

    /// A dataset whose shape needs far more bytes than the file has.
    private mutating func checkSize(_ messages: [Message], path: String) {
        guard let space = messages.first(where: { $0.type == 0x01 }),
            let type = messages.first(where: { $0.type == 0x03 })
        else { return }
        let rank = min(number(space.offset + 1, 1), 32)
        let start = space.offset + (number(space.offset, 1) == 1 ? 8 : 4)
        var product = Double(number(type.offset + 4, 4))
        for index in 0..<rank {
            product *= Double(bytes.littleEndian(at: start + 8 * index, width: 8) ?? 0)
        }
        if product > 64 * Double(bytes.count) + Double(1 << 34) {
            oversized.append((path, String(product)))
        }
    }
}
