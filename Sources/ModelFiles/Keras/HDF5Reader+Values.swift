/// Values of attributes and data sets that a loader may take for a file: bytes, opaque values and
/// texts, hickle's and PyTables' pickles among them.
extension HDF5Reader {
    /// Bytes of a value, as they stand in the file or behind its filters.
    struct Value {
        let path: String
        let content: Bytes
    }

    /// Bytes of one data set that are read.
    private static let dataSize = 16 << 20
    private static let valueLimit = 50_000
    private static let elementLimit = 4_096
    private static let chunkLimit = 65_536

    private mutating func keepValue(_ content: Bytes, _ path: String) {
        guard content.count >= 8, values.count < Self.valueLimit else { return }
        values.append(Value(path: path, content: content))
    }

    /// An attribute's data of a type: whole, and element by element where those have a size.
    mutating func keepValues(ofTypeAt type: Int, data: Bytes, path: String) {
        let size = number(type + 4, 4)
        switch number(type, 1) & 0x0F {
        case 0: if size == 1 { keepValue(data, path) }
        case 3, 5:
            keepValue(data, path)
            guard size >= 8, data.count > size else { return }
            for index in 1..<min(max(2, data.count / size), Self.elementLimit) {
                keepValue(data.slice(at: index * size, count: size), path)
            }
        case 9:
            for index in 0..<min(data.count / 16, Self.elementLimit) {
                let element = data.slice(at: index * 16, count: 16)
                guard let address = element.littleEndian(at: 4, width: 8),
                    let object = heapObject(
                        in: address, index: Int(element.littleEndian(at: 12, width: 4) ?? 0))
                else { continue }
                keepValue(bytes.slice(at: object.offset, count: object.size), path)
            }
        default: break
        }
    }

    /// A data set's values, if its type may hold a file.
    mutating func keepValues(of messages: [Message], path: String) {
        guard let type = messages.first(where: { $0.type == 0x03 }),
            let layout = messages.first(where: { $0.type == 0x08 })
        else { return }
        let kind = number(type.offset, 1) & 0x0F
        guard kind == 0 && number(type.offset + 4, 4) == 1 || [3, 5, 9].contains(kind) else {
            return
        }
        let filters = messages.first { $0.type == 0x0B }
        guard let data = data(at: layout.offset, filters: filters?.offset) else { return }
        keepValues(ofTypeAt: type.offset, data: data, path: path)
    }

    // MARK: Layouts

    private mutating func data(at offset: Int, filters: Int?) -> Bytes? {
        let version = number(offset, 1)
        if version <= 2 { return oldData(at: offset, filters: filters) }
        switch number(offset + 1, 1) {
        case 0: return bytes.slice(at: offset + 4, count: number(offset + 2, 2))
        case 1:
            return address(at: offset + 2).map {
                bytes.slice(at: $0, count: min(number(offset + 10, 8), Self.dataSize))
            }
        case 2 where version == 3:
            return address(at: offset + 3).flatMap {
                chunks(at: $0, rank: number(offset + 2, 1), filters: filters)
            }
        default: return nil
        }
    }

    /// Layouts of HDF5 before 1.6: sizes for each dimension behind the address.
    private mutating func oldData(at offset: Int, filters: Int?) -> Bytes? {
        let rank = min(number(offset + 1, 1), 33)
        switch number(offset + 2, 1) {
        case 0:
            let start = offset + 8 + 4 * rank
            return bytes.slice(at: start + 4, count: number(start, 4))
        case 1:
            let size = (0..<rank).reduce(1) {
                $0.multipliedClamped(number(offset + 16 + 4 * $1, 4))
            }
            return address(at: offset + 8).map {
                bytes.slice(at: $0, count: min(size, Self.dataSize))
            }
        default:
            return address(at: offset + 8).flatMap { chunks(at: $0, rank: rank, filters: filters) }
        }
    }

    /// The chunks of a B-tree of version 1, one behind the other.
    private mutating func chunks(at root: Int, rank: Int, filters: Int?) -> Bytes? {
        guard (1...33).contains(rank) else { return nil }
        let isDeflated = filters.map(hasDeflate) ?? false
        guard filters == nil || isDeflated else { return nil }
        var content: [UInt8] = []
        var nodes = [root]
        var seen: Set<Int> = []
        while let node = nodes.popLast(), seen.count < Self.chunkLimit,
            content.count < Self.dataSize
        {
            guard seen.insert(node).inserted, bytes.starts(with: "TREE", at: node),
                number(node + 4, 1) == 1
            else { continue }
            let level = number(node + 5, 1)
            var below: [Int] = []
            for index in 0..<min(number(node + 6, 2), 4_096) {
                let key = node + 24 + index * (16 + 8 * rank)
                guard let child = address(at: key + 8 + 8 * rank) else { continue }
                if level > 0 {
                    below.append(child)
                } else {
                    let packed = bytes.slice(at: child, count: number(key, 4))
                    content += unpacked(packed, isDeflated: isDeflated)
                }
                if content.count >= Self.dataSize || valueBytesLeft <= 0 { break }
            }
            nodes += below.reversed()
        }
        return content.isEmpty ? nil : Bytes(content)
    }

    private mutating func unpacked(_ packed: Bytes, isDeflated: Bool) -> [UInt8] {
        let limit = min(Self.dataSize, max(0, valueBytesLeft))
        let content =
            isDeflated
            ? Expander.inflate(packed, windowBits: 15, limit: limit).output
            : packed.array(at: 0, count: limit)
        valueBytesLeft -= content.count
        return content
    }

    /// Whether a pipeline deflates; bytes are not shuffled, and checksums come behind.
    private func hasDeflate(at offset: Int) -> Bool {
        var position = offset + (number(offset, 1) == 1 ? 8 : 2)
        for _ in 0..<min(number(offset + 1, 1), 32) {
            let id = number(position, 2)
            if id == 1 { return true }
            let isShort = number(offset, 1) > 1 && id < 256
            let name = isShort ? 0 : number(position + 2, 2)
            let values = number(position + (isShort ? 4 : 6), 2)
            let head = isShort ? 6 : 8
            let isPadded = number(offset, 1) == 1
            position += head + (isPadded ? (name + 7) / 8 * 8 : name)
            position += 4 * (isPadded ? (values + 1) / 2 * 2 : values)
        }
        return false
    }
}

extension Int {
    fileprivate func multipliedClamped(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
