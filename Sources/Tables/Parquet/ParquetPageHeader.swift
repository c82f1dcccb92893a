/// What stands before a page of a column: its kind, sizes and encoding.
///
/// Source: Apache Parquet, `parquet.thrift`: `PageHeader`.
struct ParquetPageHeader: Equatable {
    enum Kind: Int { case data, index, dictionary, dataV2 }

    /// How values are written; numbered as in the file.
    enum Encoding: Int {
        case plain = 0
        case plainDictionary = 2
        case runLength = 3
        case bitPacked = 4
        case deltaBinaryPacked = 5
        case deltaLengthByteArray = 6
        case deltaByteArray = 7
        case runLengthDictionary = 8
        case byteStreamSplit = 9
    }

    var kind: Kind?
    var unpackedBytes = -1
    var packedBytes = -1
    var checksum: UInt32?
    /// With the missing ones.
    var valueCount = -1
    var encoding: Encoding?
    /// How levels of a page of version 1 are written.
    var levelEncoding: Encoding?
    /// Of a page of version 2, whose levels are never packed.
    var definitionBytes = 0
    var repetitionBytes = 0
    var isPacked = true

    init(_ cursor: inout ThriftCursor) throws(TableError) {
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 1: self.kind = Kind(rawValue: try cursor.integer(kind))
            case 2: unpackedBytes = try cursor.integer(kind)
            case 3: packedBytes = try cursor.integer(kind)
            case 4: checksum = UInt32(truncatingIfNeeded: try cursor.integer(kind))
            case 5, 7: try describe(&cursor, kind, encodingField: 2)
            case 8: try describeV2(&cursor, kind)
            default: try cursor.skip(kind)
            }
        }
        guard unpackedBytes >= 0, packedBytes >= 0, definitionBytes >= 0, repetitionBytes >= 0
        else { throw .damaged(.parquet, "a page without a size") }
    }

    private mutating func describe(
        _ cursor: inout ThriftCursor, _ kind: ThriftCursor.Kind, encodingField: Int
    ) throws(TableError) {
        guard kind == .structure else { throw .damaged(.parquet, "a page without a description") }
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 1: valueCount = try cursor.integer(kind)
            case encodingField: encoding = Encoding(rawValue: try cursor.integer(kind))
            case 3 where self.kind == .data:
                levelEncoding = Encoding(rawValue: try cursor.integer(kind))
            default: try cursor.skip(kind)
            }
        }
    }

    private mutating func describeV2(
        _ cursor: inout ThriftCursor, _ kind: ThriftCursor.Kind
    ) throws(TableError) {
        guard kind == .structure else { throw .damaged(.parquet, "a page without a description") }
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 1: valueCount = try cursor.integer(kind)
            case 4: encoding = Encoding(rawValue: try cursor.integer(kind))
            case 5: definitionBytes = try cursor.integer(kind)
            case 6: repetitionBytes = try cursor.integer(kind)
            case 7: isPacked = try cursor.bool(kind)
            default: try cursor.skip(kind)
            }
        }
    }
}
