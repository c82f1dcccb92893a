/// Up to 256 records in one file, each behind its length as a big-endian `uint16`.
///
/// Source: c2sp.org/tlog-tiles, "Log entries".
package enum EntryBundle {
    /// The most that a record can have, since its length is 16 bits.
    package static let entryByteCountMax = 65_535
    /// The most that any bundle can have: 256 of the longest records.
    package static let byteCountMax = TileCoordinate.fullWidth * (2 + entryByteCountMax)

    /// - Throws: ``TileError/tooManyEntries(countMax:)`` or
    ///   ``TileError/entryTooLarge(index:byteCount:)``.
    package static func encode(_ entries: [[UInt8]]) throws(TileError) -> [UInt8] {
        guard entries.count <= TileCoordinate.fullWidth else {
            throw .tooManyEntries(countMax: TileCoordinate.fullWidth)
        }
        var bytes: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            guard let length = UInt16(exactly: entry.count) else {
                throw .entryTooLarge(index: index, byteCount: entry.count)
            }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(truncatingIfNeeded: length))
            bytes += entry
        }
        return bytes
    }

    /// - Throws: ``TileError/entryCutShort(index:)`` or ``TileError/tooManyEntries(countMax:)``.
    /// - Complexity: O(n).
    package static func decode(_ bytes: [UInt8]) throws(TileError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard entries.count < TileCoordinate.fullWidth else {
                throw .tooManyEntries(countMax: TileCoordinate.fullWidth)
            }
            guard rest.count >= 2 else { throw .entryCutShort(index: entries.count) }
            let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            guard rest.count >= length else { throw .entryCutShort(index: entries.count) }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return entries
    }

    /// The first `width` records of a bundle file, which may be a fuller one than asked for.
    ///
    /// - Throws: ``TileError``.
    package static func decode(_ bytes: [UInt8], width: Int) throws(TileError) -> [[UInt8]] {
        let entries = try decode(bytes)
        guard entries.count >= width else {
            throw .tooFewEntries(expected: width, found: entries.count)
        }
        return Array(entries.prefix(width))
    }
}
