/// A 7z archive's files, unpacked from folders of one coder: stored, LZMA, LZMA2, deflate, bzip2.
///
/// Source: 7-Zip, `DOC/7zFormat.txt`.
struct SevenZipReader {
    struct Folder {
        /// Coders by id, with their properties, as the header lists them.
        var coders: [(id: [UInt8], properties: [UInt8])] = []
        var packedOffset = 0
        var packedSize = 0
        var size = 0
        /// Sizes of the files in it.
        var fileSizes: [Int] = []
    }

    private let bytes: Bytes
    private let limit: Int
    private(set) var names: [String] = []
    private(set) var folders: [Folder] = []
    private(set) var fault: String?
    private var emptyStreams: Set<Int> = []

    private static let countLimit = 100_000

    init(_ bytes: Bytes, limit: Int) {
        self.bytes = bytes
        self.limit = limit
        guard let offset = small(at: 12, width: 8), let size = small(at: 20, width: 8),
            offset + size <= bytes.count - 32
        else {
            fault = "the header is not in the file"
            return
        }
        var header = bytes.slice(at: 32 + offset, count: size)
        for _ in 0..<4 where header.littleEndian(at: 0, width: 1) == 0x17 {
            guard let inner = encodedHeader(header) else {
                fault = "the packed header cannot be read"
                return
            }
            header = Bytes(inner)
        }
        var cursor = ByteCursor(header)
        guard cursor.byte() == 0x01 else {
            if size > 0 { fault = "there is no header" }
            return
        }
        readHeader(&cursor)
    }

    private func small(at offset: Int, width: Int) -> Int? {
        bytes.littleEndian(at: offset, width: width).flatMap { $0 < 1 << 60 ? Int($0) : nil }
    }

    private mutating func encodedHeader(_ header: Bytes) -> [UInt8]? {
        var cursor = ByteCursor(header, at: 1)
        let streams = readStreams(&cursor)
        guard let folder = streams?.first else { return nil }
        return unpacked(folder)
    }

    /// A folder's bytes, or `nil` when its coder is not known or it is broken.
    func unpacked(_ folder: Folder) -> [UInt8]? {
        let packed = bytes.slice(at: folder.packedOffset, count: folder.packedSize)
        let branches = folder.coders.compactMap { Self.branches[$0.id] }
        let others = folder.coders.filter { Self.branches[$0.id] == nil }
        guard others.count == 1, branches.count <= 1, let coder = others.first else { return nil }
        let most = min(limit, folder.size)
        switch coder.id {
        case [3, 1, 1], [0x21]:
            return Expander.unlzmaRaw(
                packed, filter: coder.id == [0x21] ? Expander.lzma2 : Expander.lzma1,
                branch: branches.first ?? 0, properties: coder.properties, limit: most
            ).output.prefixed(most)
        case _ where !branches.isEmpty: return nil
        case [0]: return packed.array(at: 0, count: most)
        case [4, 1, 8]:
            return Expander.inflate(packed, windowBits: -15, limit: most).output.prefixed(most)
        case [4, 2, 2]: return Expander.bunzip(packed, limit: most).output.prefixed(most)
        case [4, 0xF7, 0x11, 1]: return Expander.unzstd(packed, limit: most).output.prefixed(most)
        default: return nil
        }
    }

    /// liblzma's numbers of the filters for processors' jumps, by 7z's ids.
    private static let branches: [[UInt8]: UInt64] = [
        [3, 3, 1, 3]: 4, [4]: 4, [3, 3, 2, 5]: 5, [3, 3, 4, 1]: 6, [3, 3, 5, 1]: 7,
        [3, 3, 7, 1]: 8,
        [3, 3, 8, 5]: 9, [5]: 5, [6]: 6, [7]: 7, [8]: 8, [9]: 9,
    ]

    // MARK: Header

    /// 7z's numbers: as many bytes follow as the first has leading ones.
    private func number(_ cursor: inout ByteCursor) -> Int? {
        guard let first = cursor.byte() else { return nil }
        var mask: UInt8 = 0x80
        var value: UInt64 = 0
        for index in 0..<8 {
            if first & mask == 0 {
                let high = UInt64(first & (mask &- 1))
                value |= high << (8 * UInt64(index))
                return value < 1 << 60 ? Int(value) : nil
            }
            guard let byte = cursor.byte() else { return nil }
            value |= UInt64(byte) << (8 * UInt64(index))
            mask >>= 1
        }
        return value < 1 << 60 ? Int(value) : nil
    }

    private func count(_ cursor: inout ByteCursor) -> Int? {
        number(&cursor).flatMap { $0 <= Self.countLimit ? $0 : nil }
    }

    private mutating func readHeader(_ cursor: inout ByteCursor) {
        while let kind = cursor.byte(), kind != 0 {
            switch kind {
            case 0x04:
                guard let read = readStreams(&cursor) else {
                    fault = "the streams cannot be read"
                    return
                }
                folders = read
            case 0x05:
                readFiles(&cursor)
                return
            case 0x02: skipProperties(&cursor)
            default: return
            }
        }
    }

    private func skipProperties(_ cursor: inout ByteCursor) {
        while let kind = cursor.byte(), kind != 0 {
            guard let size = number(&cursor), cursor.skip(size) else { return }
        }
    }

    /// Where packed streams are, the folders that unpack them, and the files' sizes in them.
    private func readStreams(_ cursor: inout ByteCursor) -> [Folder]? {
        var start = 0
        var packedSizes: [Int] = []
        var folders: [Folder] = []
        while let kind = cursor.byte(), kind != 0 {
            switch kind {
            case 0x06:
                guard let position = number(&cursor), let count = count(&cursor),
                    let sizes = readSizes(&cursor, count: count)
                else { return nil }
                (start, packedSizes) = (32 + position, sizes)
            case 0x07:
                guard let read = readFolders(&cursor) else { return nil }
                folders = read
            case 0x08:
                guard readSubstreams(&cursor, &folders) else { return nil }
            default: return nil
            }
        }
        for index in folders.indices where index < packedSizes.count {
            folders[index].packedOffset = start
            folders[index].packedSize = packedSizes[index]
            start += packedSizes[index]
        }
        return folders
    }

    private func readSizes(_ cursor: inout ByteCursor, count: Int) -> [Int]? {
        var sizes: [Int] = []
        while let kind = cursor.byte(), kind != 0 {
            if kind == 0x09 {
                for _ in 0..<count {
                    guard let size = number(&cursor), size < 1 << 50 else { return nil }
                    sizes.append(size)
                }
            } else if kind == 0x0A {
                guard skipDigests(&cursor, count: count) else { return nil }
            } else {
                return nil
            }
        }
        return sizes
    }

    private func skipDigests(_ cursor: inout ByteCursor, count: Int) -> Bool {
        guard let all = cursor.byte() else { return false }
        if all != 0 { return cursor.skip(4 * count) }
        guard let bits = cursor.take((count + 7) / 8) else { return false }
        return cursor.skip(4 * bits.reduce(0) { $0 + $1.nonzeroBitCount })
    }

    private func readFolders(_ cursor: inout ByteCursor) -> [Folder]? {
        guard cursor.byte() == 0x0B, let count = count(&cursor), cursor.byte() == 0 else {
            return nil
        }
        var folders: [Folder] = []
        for _ in 0..<count {
            guard let folder = readFolder(&cursor) else { return nil }
            folders.append(folder)
        }
        guard cursor.byte() == 0x0C else { return nil }
        for index in folders.indices {
            // All coders of a chain of these kinds make as many bytes.
            for _ in folders[index].coders {
                guard let size = number(&cursor) else { return nil }
                folders[index].size = max(folders[index].size, size)
            }
        }
        while let kind = cursor.byte(), kind != 0 {
            guard kind == 0x0A, skipDigests(&cursor, count: count) else { return nil }
        }
        return folders
    }

    private func readFolder(_ cursor: inout ByteCursor) -> Folder? {
        var folder = Folder()
        guard let coders = number(&cursor), (1...8).contains(coders) else { return nil }
        for _ in 0..<coders {
            guard let flags = cursor.byte(), let id = cursor.take(Int(flags & 0x0F)) else {
                return nil
            }
            var properties: [UInt8] = []
            if flags & 0x10 != 0 {
                guard number(&cursor) != nil, number(&cursor) != nil else { return nil }
            }
            if flags & 0x20 != 0 {
                guard let size = number(&cursor), let taken = cursor.take(size) else { return nil }
                properties = taken
            }
            folder.coders.append((id, properties))
        }
        for _ in 1..<(2 * coders - 1) { guard number(&cursor) != nil else { return nil } }
        return folder
    }

    private func readSubstreams(_ cursor: inout ByteCursor, _ folders: inout [Folder]) -> Bool {
        var counts = folders.map { _ in 1 }
        while let kind = cursor.byte(), kind != 0 {
            switch kind {
            case 0x0D:
                for index in counts.indices {
                    guard let count = count(&cursor) else { return false }
                    counts[index] = count
                }
            case 0x09:
                for index in folders.indices where counts[index] > 0 {
                    for _ in 1..<max(1, counts[index]) {
                        guard let size = number(&cursor) else { return false }
                        folders[index].fileSizes.append(size)
                    }
                }
            case 0x0A:
                guard skipDigests(&cursor, count: counts.reduce(0, +)) else { return false }
            default: return false
            }
        }
        for index in folders.indices where counts[index] > 0 {
            let known = folders[index].fileSizes.reduce(0) { $0 &+ $1 }
            folders[index].fileSizes.append(max(0, folders[index].size - known))
        }
        return true
    }

    private mutating func readFiles(_ cursor: inout ByteCursor) {
        guard let count = count(&cursor) else { return }
        while let kind = cursor.byte(), kind != 0 {
            guard let size = number(&cursor), let content = cursor.take(size) else { return }
            if kind == 0x0E {
                emptyStreams = Set(
                    (0..<count).filter {
                        $0 / 8 < size && content[$0 / 8] & (0x80 >> UInt8($0 % 8)) != 0
                    })
            }
            if kind == 0x11 { readNames(content.dropFirst(), count: count) }
        }
    }

    private mutating func readNames(_ content: ArraySlice<UInt8>, count: Int) {
        let units = stride(from: content.startIndex, to: content.endIndex - 1, by: 2).map {
            UInt16(content[$0]) | UInt16(content[$0 + 1]) << 8
        }
        names = units.split(separator: 0, maxSplits: count).prefix(count).map {
            String(decoding: $0, as: UTF16.self)
        }
    }

    /// The names of the files that have contents, in the order of the folders' streams.
    var namesWithContents: [String] {
        names.enumerated().filter { !emptyStreams.contains($0.offset) }.map(\.element)
    }
}

extension [UInt8] {
    fileprivate func prefixed(_ most: Int) -> [UInt8] { count > most ? Array(prefix(most)) : self }
}

extension Inspection {
    mutating func inspectSevenZip(_ bytes: Bytes, at place: Place) {
        let reader = SevenZipReader(bytes, limit: min(limits.memberBytes * 2, expandedBytesLeft))
        if let fault = reader.fault { trouble(.sevenZip, fault, place) }
        for name in reader.names { noteMemberPath(name, at: place.inside(name)) }
        var names = reader.namesWithContents[...]
        for folder in reader.folders {
            let content = reader.unpacked(folder)
            if content == nil {
                trouble(.sevenZip, "a coder is not known, or two are chained", place)
            }
            expandedBytesLeft -= content?.count ?? 0
            let whole = Bytes(content ?? [])
            var offset = 0
            let sizes = folder.fileSizes.isEmpty ? [folder.size] : folder.fileSizes
            for size in sizes where membersLeft > 0 {
                membersLeft -= 1
                let name = names.popFirst() ?? "member"
                if content != nil {
                    inspect(
                        whole.slice(at: offset, count: size), name: name, at: place.inside(name))
                }
                offset = min(whole.count, offset &+ max(0, size))
            }
        }
    }
}
