/// A zip archive's structure, from its central directory and from its local headers.
///
/// Readers disagree about which of the two counts, so both are read and the union is judged.
///
/// Source: PKWARE, *APPNOTE.TXT* 6.3.10.
struct ZipDirectory {
    struct Entry {
        var name: String
        /// The local header's name, when it is another.
        var localName: String?
        var method: Int
        var localMethod: Int?
        var flags: Int
        var localFlags: Int?
        var checksum: UInt32
        var localChecksum: UInt32?
        var packedSize: Int
        var size: Int
        var localOffset: Int
        /// Where the packed bytes begin.
        var dataOffset: Int?
        var isInDirectory: Bool
        /// Whether the local header says another packed size, and none is to follow.
        var sizesDiffer = false
        /// Unix mode, from the upper half of the external attributes.
        var mode: Int = 0
    }

    private(set) var entries: [Entry] = []
    /// Bytes before the first local header.
    private(set) var prefix = 0
    /// Bytes after the end record.
    private(set) var trailing = 0
    private(set) var endRecords: [Int] = []
    private(set) var declaredCount: Int?
    private(set) var directoryCount = 0
    private(set) var isCut = false

    private let bytes: Bytes
    private let entryLimit: Int

    /// Bytes at the end searched for the end record, beyond what a comment may have.
    private static let tailSize = 4 << 20
    /// Bytes between members searched for local headers.
    private static let searchSize = 64 << 20

    init(_ bytes: Bytes, entryLimit: Int) {
        self.bytes = bytes
        self.entryLimit = entryLimit
        findEndRecords()
        for record in endRecords.reversed() where entries.isEmpty { readDirectory(at: record) }
        readLocalHeaders()
        leaveMembersTheirEnds()
    }

    /// End records inside a listed member's data are of the archive that the member is.
    private mutating func leaveMembersTheirEnds() {
        guard endRecords.count > 1, let last = endRecords.last else { return }
        let members = entries.filter { $0.isInDirectory && $0.localOffset < last }.compactMap {
            entry in
            entry.dataOffset.map { $0..<($0 + packedSize(of: entry, at: $0)) }
        }
        endRecords.removeAll { record in
            record != last && members.contains { $0.contains(record) && $0.upperBound <= last }
        }
    }

    // MARK: Central directory

    private mutating func findEndRecords() {
        let start = max(0, bytes.count - Self.tailSize)
        let tail = bytes.array(at: start, count: Self.tailSize)
        var index = 0
        while let found = tail.firstIndex(of: [0x50, 0x4B, 5, 6], from: index) {
            if isEndRecord(at: start + found), endRecords.count < 16 {
                endRecords.append(start + found)
            }
            index = found + 4
        }
        if let last = endRecords.last {
            let comment = Int(bytes.littleEndian(at: last + 20, width: 2) ?? 0)
            trailing = max(0, bytes.count - last - 22 - comment)
        }
    }

    private func isEndRecord(at offset: Int) -> Bool {
        guard let size = bytes.littleEndian(at: offset + 12, width: 4),
            let start = bytes.littleEndian(at: offset + 16, width: 4)
        else { return false }
        return size == UInt64(UInt32.max) || start == UInt64(UInt32.max) || Int(size) <= offset
    }

    private mutating func readDirectory(at record: Int) {
        var count = Int(bytes.littleEndian(at: record + 10, width: 2) ?? 0)
        var size = Int(bytes.littleEndian(at: record + 12, width: 4) ?? 0)
        var start = Int(bytes.littleEndian(at: record + 16, width: 4) ?? 0)
        var end = record
        if let wide = wideRecord(before: record) { (count, size, start, end) = wide }
        declaredCount = count
        let shift = max(0, end - size - start)
        var offset = bytes.starts(with: "PK\u{1}\u{2}", at: start + shift) ? start + shift : start
        prefix = offset == start ? 0 : shift
        while entries.count < entryLimit, let (entry, next) = directoryEntry(at: offset) {
            entries.append(entry)
            offset = next
        }
        directoryCount = entries.count
        isCut = entries.count >= entryLimit
    }

    /// The 64-bit end record, whose locator stands before the other.
    private func wideRecord(before record: Int) -> (Int, Int, Int, Int)? {
        guard bytes.starts(with: "PK\u{6}\u{7}", at: record - 20), record >= 20,
            let wide = number(at: record - 12, width: 8),
            bytes.starts(with: "PK\u{6}\u{6}", at: wide),
            let count = number(at: wide + 32, width: 8), let size = number(at: wide + 40, width: 8),
            let start = number(at: wide + 48, width: 8)
        else { return nil }
        return (count, size, start, wide)
    }

    /// A number that fits a file's offsets; larger ones are as good as none.
    private func number(at offset: Int, width: Int) -> Int? {
        guard let value = bytes.littleEndian(at: offset, width: width), value < 1 << 60 else {
            return nil
        }
        return Int(value)
    }

    private func directoryEntry(at offset: Int) -> (Entry, next: Int)? {
        guard let head = bytes.exactly(at: offset, count: 46),
            Array(head[0..<4]) == [0x50, 0x4B, 1, 2]
        else { return nil }
        func field(_ at: Int, _ width: Int) -> Int {
            Int(Array(head[at..<(at + width)]).littleEndian)
        }
        let nameSize = field(28, 2)
        let extraSize = field(30, 2)
        let name = bytes.array(at: offset + 46, count: nameSize)
        let extra = bytes.array(at: offset + 46 + nameSize, count: extraSize)
        var entry = Entry(
            name: String(decoding: name, as: UTF8.self), method: field(10, 2), flags: field(8, 2),
            checksum: UInt32(truncatingIfNeeded: field(16, 4)), packedSize: field(20, 4),
            size: field(24, 4), localOffset: field(42, 4) + prefix, isInDirectory: true)
        entry.mode = field(38, 4) >> 16
        widen(&entry, extra)
        return (entry, offset + 46 + nameSize + extraSize + field(32, 2))
    }

    /// Replaces sizes of 0xFFFFFFFF by those of the 64-bit extra field.
    private func widen(_ entry: inout Entry, _ extra: [UInt8]) {
        var fields = ByteCursor(Bytes(extra))
        while let id = fields.littleEndian(2), let size = fields.littleEndian(2) {
            guard id == 1 else {
                guard fields.skip(Int(size)) else { return }
                continue
            }
            if entry.size == 0xFFFF_FFFF { entry.size = wide(&fields) }
            if entry.packedSize == 0xFFFF_FFFF { entry.packedSize = wide(&fields) }
            if entry.localOffset == 0xFFFF_FFFF + prefix { entry.localOffset = wide(&fields) }
            return
        }
    }

    private func wide(_ fields: inout ByteCursor) -> Int {
        let value = fields.littleEndian(8) ?? 0
        return value < 1 << 60 ? Int(value) : 1 << 60
    }

    // MARK: Local headers

    private mutating func readLocalHeaders() {
        var indexes: [Int: Int] = [:]
        for index in entries.indices {
            indexes[entries[index].localOffset] = index
            readLocalHeader(of: index)
        }
        var searched = 0
        var offset = 0
        var isFirst = true
        while offset < bytes.count, entries.count < entryLimit, searched < Self.searchSize {
            guard let found = nextLocalHeader(from: offset, searched: &searched) else { return }
            if isFirst && directoryCount == 0 { prefix = found }
            isFirst = false
            if let index = indexes[found], let data = entries[index].dataOffset {
                offset = max(found + 4, data + packedSize(of: entries[index], at: data))
            } else if let orphan = orphan(at: found), let data = orphan.dataOffset {
                entries.append(orphan)
                indexes[found] = entries.count - 1
                offset = data + orphan.packedSize
            } else {
                offset = found + 4
            }
        }
    }

    private func packedSize(of entry: Entry, at data: Int) -> Int {
        data <= bytes.count && entry.packedSize <= bytes.count - data ? entry.packedSize : 0
    }

    private mutating func readLocalHeader(of index: Int) {
        let offset = entries[index].localOffset
        guard offset >= 0, offset < bytes.count else { return }
        guard let local = localEntry(at: offset) else {
            return entries[index].dataOffset = guessedData(of: entries[index])
        }
        entries[index].dataOffset = local.dataOffset
        entries[index].localMethod = local.method
        entries[index].localFlags = local.flags
        entries[index].localChecksum = local.checksum
        entries[index].sizesDiffer =
            local.flags & 8 == 0 && local.packedSize != entries[index].packedSize
        if local.name != entries[index].name { entries[index].localName = local.name }
        // Readers take one size or the other: the longer holds what both see.
        if entries[index].sizesDiffer, local.packedSize > entries[index].packedSize,
            local.packedSize <= bytes.count - min(bytes.count, local.dataOffset ?? bytes.count)
        {
            entries[index].packedSize = local.packedSize
        }
    }

    /// Where the packed bytes begin if only the local header's signature is broken.
    private func guessedData(of entry: Entry) -> Int? {
        let name = Array(entry.name.utf8)
        guard bytes.exactly(at: entry.localOffset + 30, count: name.count) == name,
            let extra = bytes.littleEndian(at: entry.localOffset + 28, width: 2)
        else { return nil }
        return entry.localOffset + 30 + name.count + Int(extra)
    }

    private func localEntry(at offset: Int) -> Entry? {
        guard let head = bytes.exactly(at: offset, count: 30),
            Array(head[0..<4]) == [0x50, 0x4B, 3, 4]
        else { return nil }
        func field(_ at: Int, _ width: Int) -> Int {
            Int(Array(head[at..<(at + width)]).littleEndian)
        }
        let nameSize = field(26, 2)
        let extraSize = field(28, 2)
        let name = bytes.array(at: offset + 30, count: nameSize)
        var entry = Entry(
            name: String(decoding: name, as: UTF8.self), method: field(8, 2), flags: field(6, 2),
            checksum: UInt32(truncatingIfNeeded: field(14, 4)), packedSize: field(18, 4),
            size: field(22, 4), localOffset: offset,
            dataOffset: offset + 30 + nameSize + extraSize, isInDirectory: false)
        let extra = bytes.array(at: offset + 30 + nameSize, count: extraSize)
        widen(&entry, extra)
        return entry
    }

    /// A local header that the directory does not list; without a size it lasts to the next.
    private func orphan(at offset: Int) -> Entry? {
        guard var entry = localEntry(at: offset), let data = entry.dataOffset, data <= bytes.count,
            entry.method < 100, !entry.name.isEmpty
        else { return nil }
        if entry.packedSize == 0 || entry.packedSize > bytes.count - data {
            var searched = 0
            let next = nextSignature(from: data, searched: &searched) ?? bytes.count
            entry.packedSize = next - data
        }
        return entry
    }

    private func nextLocalHeader(from offset: Int, searched: inout Int) -> Int? {
        search(from: offset, searched: &searched) { $0[$1 + 2] == 3 && $0[$1 + 3] == 4 }
    }

    private func nextSignature(from offset: Int, searched: inout Int) -> Int? {
        search(from: offset, searched: &searched) {
            [3, 1, 5, 7].contains($0[$1 + 2]) && $0[$1 + 3] == $0[$1 + 2] + 1
        }
    }

    /// The next `PK` at or after an offset whose following bytes fit.
    private func search(
        from offset: Int, searched: inout Int, fits: ([UInt8], Int) -> Bool
    ) -> Int? {
        var start = offset
        while start < bytes.count - 3, searched < Self.searchSize {
            let window = bytes.array(at: start, count: start == offset ? 4_096 : Expansion.chunk)
            guard window.count >= 4 else { return nil }
            for index in 0...(window.count - 4)
            where window[index] == 0x50 && window[index + 1] == 0x4B && fits(window, index) {
                searched += index
                return start + index
            }
            searched += window.count
            start += window.count - 3
        }
        return nil
    }
}
