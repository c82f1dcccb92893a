/// Room for values on their way from a page to a column, used again for each.
struct ParquetLane {
    var indices: [Int32] = []
    var integers: [Int64] = []
    var doubles: [Double] = []
    var flags: [UInt8] = []
    /// 1 where a row has a value, 0 where it has none.
    var present: [UInt8] = []

    mutating func grow(to count: Int) {
        guard indices.count < count else { return }
        indices = [Int32](repeating: 0, count: count)
        integers = [Int64](repeating: 0, count: count)
        doubles = [Double](repeating: 0, count: count)
        flags = [UInt8](repeating: 0, count: count)
        present = [UInt8](repeating: 0, count: count)
    }

    /// Moves values that stand side by side to the rows that have one.
    static func spread<Value>(
        _ values: inout [Value], _ count: Int, to rows: Int, _ present: [UInt8]
    ) {
        guard count < rows else { return }
        values.withUnsafeMutableBufferPointer { values in
            var from = count
            for row in stride(from: rows - 1, through: 0, by: -1) where present[row] == 1 {
                from -= 1
                values[row] = values[from]
            }
        }
    }
}

/// A data page while it is read: levels that say which rows have a value, and the values.
struct ParquetPageValues {
    enum Source {
        case none
        case fixed(FixedBytes)
        case indices(RunLengthDecoder)
        case deltas(DeltaDecoder)
        case texts(TextValues)
        /// Truth values, a bit each; where the next is.
        case bits([UInt8], at: Int)
        case runs(RunLengthDecoder)
    }

    /// Values that were not read yet, with the missing ones.
    private(set) var valuesLeft: Int
    private var levels: RunLengthDecoder?
    private let levelOfValue: Int32
    var source: Source

    init(
        _ header: ParquetPageHeader, _ bytes: [UInt8], _ leaf: ParquetSchema.Leaf,
        _ values: ParquetColumn.Values, _ dictionary: ParquetDictionary?
    ) throws(TableError) {
        valuesLeft = header.valueCount
        levelOfValue = Int32(truncatingIfNeeded: leaf.definitionLevel)
        var start = 0
        if leaf.definitionLevel > 0 {
            let range = try Self.levels(header, bytes)
            let width = Int.bitWidth - leaf.definitionLevel.leadingZeroBitCount
            levels = try RunLengthDecoder(bytes, range, width: width)
            start = range.upperBound
        }
        if header.kind == .dataV2 { start = header.definitionBytes + header.repetitionBytes }
        source = try Self.source(header, bytes, from: start, values, dictionary)
    }

    /// Where the page says which of its rows have a value.
    private static func levels(
        _ header: ParquetPageHeader, _ bytes: [UInt8]
    ) throws(TableError) -> Range<Int> {
        if header.kind == .dataV2 {
            let start = header.repetitionBytes
            return start..<(start + header.definitionBytes)
        }
        guard header.levelEncoding == .runLength else {
            throw .notRead("Parquet with levels in the old bit-packed encoding is not read")
        }
        guard bytes.count >= 4 else { throw .damaged(.parquet, "a page without its levels") }
        let count = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        guard count <= bytes.count - 4 else {
            throw .damaged(.parquet, "a page's levels are longer than the page")
        }
        return 4..<(4 + count)
    }

    private static func source(
        _ header: ParquetPageHeader, _ bytes: [UInt8], from start: Int,
        _ values: ParquetColumn.Values, _ dictionary: ParquetDictionary?
    ) throws(TableError) -> Source {
        switch (header.encoding, values) {
        case (.plain, .booleans): return .bits(bytes, at: start * 8)
        case (.runLength, .booleans):
            let from = min(start + 4, bytes.count)
            return .runs(try RunLengthDecoder(bytes, from..<bytes.count, width: 1))
        case (.plain, .numbers(let number, _)), (.byteStreamSplit, .numbers(let number, _)):
            return .fixed(
                FixedBytes(
                    bytes, from: start, width: number.width,
                    isSplit: header.encoding == .byteStreamSplit))
        case (.plain, .texts(let width?)), (.byteStreamSplit, .texts(let width?)):
            return .texts(
                .fixed(
                    FixedBytes(
                        bytes, from: start, width: width,
                        isSplit: header.encoding == .byteStreamSplit)))
        case (.plain, .texts), (.plain, .decimals): return .texts(.plain(bytes, from: start))
        case (.deltaBinaryPacked, .numbers(.int32, _)), (.deltaBinaryPacked, .numbers(.int64, _)),
            (.deltaBinaryPacked, .numbers(.unsigned32, _)):
            return .deltas(try DeltaDecoder(bytes, from: start, to: bytes.count))
        case (.deltaLengthByteArray, .texts(nil)), (.deltaLengthByteArray, .decimals):
            return .texts(try .lengths(bytes, from: start))
        case (.deltaByteArray, .texts), (.deltaByteArray, .decimals):
            return .texts(try .changes(bytes, from: start))
        case (.deltaByteArray, .numbers(let number, _)) where number.isOfBytes:
            return .texts(try .changes(bytes, from: start))
        case (.plainDictionary, _), (.runLengthDictionary, _):
            return try indices(bytes, from: start, dictionary)
        default:
            throw .damaged(.parquet, "a page is written in no way that its type has")
        }
    }

    private static func indices(
        _ bytes: [UInt8], from start: Int, _ dictionary: ParquetDictionary?
    ) throws(TableError) -> Source {
        guard dictionary != nil else {
            throw .damaged(.parquet, "a page refers to a dictionary that is not there")
        }
        // A page of missing values only may leave the width out.
        guard start < bytes.count else {
            return .indices(try RunLengthDecoder(bytes, start..<start, width: 0))
        }
        return .indices(
            try RunLengthDecoder(bytes, (start + 1)..<bytes.count, width: Int(bytes[start])))
    }

    /// Reads the next rows, at most ``valuesLeft``, into a column; `row` is the first one's number,
    /// from 1, for errors.
    mutating func read(
        _ rows: Int, row: Int, _ values: ParquetColumn.Values, _ lane: inout ParquetLane,
        _ dictionary: inout ParquetDictionary?, _ builder: inout ColumnBuilder
    ) throws(TableError) {
        lane.grow(to: rows)
        let count = try readLevels(rows, &lane)
        valuesLeft -= rows
        let slots = PresentRows(rows: rows, count: count, first: row)
        switch values {
        case .booleans: try readFlags(slots, &lane, &builder)
        case .numbers(let number, let meaning):
            try readNumbers(slots, number, meaning, &lane, dictionary, &builder)
        case .texts: try readTexts(slots, &lane, &dictionary, &builder)
        case .decimals(let scale): try readDecimals(slots, scale, &lane, dictionary, &builder)
        }
    }

    /// - Returns: How many of the rows have a value.
    private mutating func readLevels(
        _ rows: Int, _ lane: inout ParquetLane
    ) throws(TableError) -> Int {
        guard levels != nil else { return rows }
        // Most columns have no missing values, and say so in one run.
        if try levels?.skip(levelOfValue, count: rows) == true { return rows }
        try lane.indices.withUnsafeMutableBufferPointer { room throws(TableError) in
            try levels?.next(UnsafeMutableBufferPointer(rebasing: room[..<rows]))
        }
        var (count, deepest) = (0, Int32(0))
        let level = levelOfValue
        lane.indices.withUnsafeBufferPointer { levels in
            lane.present.withUnsafeMutableBufferPointer { present in
                for index in 0..<rows {
                    let isThere: UInt8 = levels[index] == level ? 1 : 0
                    present[index] = isThere
                    count += Int(isThere)
                    deepest = max(deepest, levels[index])
                }
            }
        }
        guard deepest <= level else {
            throw .damaged(.parquet, "a value is nested more deeply than its column")
        }
        return count
    }

    /// Fills the lane's indices with numbers of the dictionary's values.
    mutating func readIndices(
        _ count: Int, _ lane: inout ParquetLane, of dictionary: ParquetDictionary?
    ) throws(TableError) -> Bool {
        guard case .indices(var decoder) = source else { return false }
        try lane.indices.withUnsafeMutableBufferPointer { room throws(TableError) in
            let room = UnsafeMutableBufferPointer(rebasing: room[..<count])
            try decoder.next(room)
            let size = UInt32(truncatingIfNeeded: dictionary?.count ?? 0)
            var greatest: UInt32 = 0
            for index in room { greatest = max(greatest, UInt32(bitPattern: index)) }
            guard room.isEmpty || greatest < size else {
                throw .damaged(.parquet, "a value is not in its column's dictionary")
            }
        }
        source = .indices(decoder)
        return true
    }
}

/// Which rows a part of a page has values for.
struct PresentRows {
    let rows: Int
    /// Rows that have a value.
    let count: Int
    /// The first row's number, from 1.
    let first: Int

    var isWhole: Bool { count == rows }
}
