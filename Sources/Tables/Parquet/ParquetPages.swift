import CCompression

/// Walks through the pages of one column of one group of rows.
struct ParquetPages {
    private let file: FileBytes
    private let codec: Unpacker.Codec
    private let limits: TableLimits
    private var at: Int
    private let end: Int

    /// - Throws: ``TableError/notRead(_:)`` for a codec that is not read.
    init(
        _ file: FileBytes, _ chunk: ParquetFooter.ColumnChunk, limits: TableLimits
    ) throws(TableError) {
        if chunk.isElsewhere {
            throw .notRead("Parquet whose columns are in other files is not read")
        }
        if chunk.isEncrypted { throw .notRead("encrypted Parquet is not read") }
        self.file = file
        self.limits = limits
        codec = try Self.codec(chunk.codec)
        at = chunk.start
        guard at >= 0, at <= file.size, chunk.packedBytes >= 0 else {
            throw .damaged(.parquet, "a column begins outside of it")
        }
        // Some writers leave the dictionary's page out of the size; the count of values ends it.
        end = file.size
    }

    private static func codec(_ code: Int) throws(TableError) -> Unpacker.Codec {
        switch code {
        case 0: return .none
        case 1: return .snappy
        case 2: return .gzip
        case 5: return .lz4Hadoop
        case 6: return .zstd
        case 7: return .lz4Block
        case 3: throw .notRead("Parquet packed with LZO is not read; write it with zstd")
        case 4: throw .notRead("Parquet packed with Brotli is not read; write it with zstd")
        default: throw .damaged(.parquet, "a column is packed in no known way (\(code))")
        }
    }

    /// The next page: its header, and its bytes, of which all but the levels of version 2 are
    /// unpacked.
    mutating func next() throws(TableError) -> (header: ParquetPageHeader, bytes: [UInt8]) {
        let header = try nextHeader()
        guard header.unpackedBytes <= limits.pageBytes, header.packedBytes <= limits.pageBytes
        else {
            throw .tooLarge("a page of the file", bytesMost: limits.pageBytes)
        }
        let packed = try file.bytes(at: at, count: header.packedBytes)
        at += header.packedBytes
        if let checksum = header.checksum, Self.checksum(packed) != checksum {
            throw .damaged(.parquet, "a page does not have its checksum")
        }
        return (header, try unpack(packed, header))
    }

    /// Headers are small, unless they carry the page's least and greatest value.
    private mutating func nextHeader() throws(TableError) -> ParquetPageHeader {
        var length = 256
        while true {
            let count = min(length, end - at)
            var cursor = ThriftCursor(try file.bytes(at: at, count: count))
            do {
                let header = try ParquetPageHeader(&cursor)
                at += cursor.at
                return header
            } catch {
                guard count == length, length < 16 << 20 else { throw error }
                length *= 16
            }
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count)))
        }
    }

    private func unpack(
        _ packed: [UInt8], _ header: ParquetPageHeader
    ) throws(TableError) -> [UInt8] {
        let levels = header.kind == .dataV2 ? header.definitionBytes + header.repetitionBytes : 0
        guard levels <= packed.count, levels <= header.unpackedBytes else {
            throw .damaged(.parquet, "a page's levels are longer than the page")
        }
        if codec == .none || (header.kind == .dataV2 && !header.isPacked) {
            guard packed.count == header.unpackedBytes else {
                throw .damaged(.parquet, "a page has another size than it says")
            }
            return packed
        }
        let count = header.unpackedBytes - levels
        let values = packed.withUnsafeBytes { bytes -> [UInt8]? in
            // A page of nothing but missing values may have no packed bytes at all.
            if count == 0, bytes.count == levels { return [] }
            return Unpacker.unpack(
                UnsafeRawBufferPointer(rebasing: bytes[levels...]), codec, count: count)
        }
        guard let values else { throw .damaged(.parquet, "a page does not unpack to its size") }
        return levels == 0 ? values : Array(packed[..<levels]) + values
    }
}
