/// Why some bytes are no tile or no bundle of records.
package enum TileError: Error, Equatable, Sendable {
    case tileLength(expected: Int, found: Int)
    /// The bundle ends inside a record or its length.
    case entryCutShort(index: Int)
    case tooManyEntries(countMax: Int)
    case tooFewEntries(expected: Int, found: Int)
    case entryTooLarge(index: Int, byteCount: Int)
}

extension TileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tileLength(let expected, let found):
            "the tile has \(found) bytes, not \(expected)"
        case .entryCutShort(let index):
            "the bundle ends inside record \(index)"
        case .tooManyEntries(let countMax):
            "the bundle has more than \(countMax) records"
        case .tooFewEntries(let expected, let found):
            "the bundle has \(found) records, not \(expected)"
        case .entryTooLarge(let index, let byteCount):
            "record \(index) has \(byteCount) bytes; at most \(EntryBundle.entryByteCountMax) fit"
        }
    }
}
