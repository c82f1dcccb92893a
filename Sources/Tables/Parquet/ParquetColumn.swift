/// One column of a Parquet file while its rows are read, page after page.
struct ParquetColumn {
    /// What a page's bytes become.
    enum Values: Equatable {
        case booleans
        case numbers(FixedNumber, NumberMeaning)
        case texts(width: Int?)
        /// Decimals of as many bytes as each has.
        case decimals(scale: Int)
    }

    let leaf: ParquetSchema.Leaf
    let values: Values
    var builder: ColumnBuilder
    private var pages: ParquetPages?
    /// Values of this group of rows in pages that were not opened yet.
    private var valuesLeft = 0
    private var page: ParquetPageValues?
    private var dictionary: ParquetDictionary?
    /// Bytes of the page and the dictionary at hand.
    private(set) var heldBytes = 0
    /// Bytes of all pages that were read, and of the file.
    private var packedBytes = 0
    private var fileSize = 0

    init(_ leaf: ParquetSchema.Leaf, _ request: ColumnRequest) {
        self.leaf = leaf
        values = Self.values(of: leaf.element)
        builder = ColumnBuilder(request, written: leaf.type)
    }

    private static func values(of element: ParquetElement) -> Values {
        let meaning = meaning(of: element)
        switch (element.physical ?? .byteArray, element.logical) {
        case (.boolean, _): return .booleans
        case (.int32, .integer(isSigned: false)): return .numbers(.unsigned32, meaning)
        case (.int32, _): return .numbers(.int32, meaning)
        case (.int64, _): return .numbers(.int64, meaning)
        case (.int96, _): return .numbers(.int96, .integer)
        case (.float, _): return .numbers(.float, .integer)
        case (.double, _): return .numbers(.double, .integer)
        case (.fixedLength, .float16): return .numbers(.float16, .integer)
        case (.fixedLength, .decimal(let scale)):
            let width = element.typeLength
            return .numbers(
                width <= 8 ? .decimal(width: width) : .wideDecimal(width: width, scale: scale),
                meaning)
        case (.fixedLength, _): return .texts(width: element.typeLength)
        case (.byteArray, .decimal(let scale)): return .decimals(scale: scale)
        case (.byteArray, _): return .texts(width: nil)
        }
    }

    private static func meaning(of element: ParquetElement) -> NumberMeaning {
        switch element.logical {
        case .decimal(let scale): .decimal(scale: scale)
        case .date: .days
        case .time(let perSecond): .time(perSecond: perSecond)
        case .timestamp(let perSecond): .timestamp(perSecond: perSecond)
        case .integer(isSigned: false) where element.physical == .int64: .unsigned
        default: .integer
        }
    }

    /// Goes to the first page of a group of rows.
    mutating func begin(
        _ chunk: ParquetFooter.ColumnChunk, _ file: FileBytes, limits: TableLimits
    ) throws(TableError) {
        pages = try ParquetPages(file, chunk, limits: limits)
        fileSize = file.size
        guard chunk.valueCount >= 0 else { throw .damaged(.parquet, "a column of no size") }
        valuesLeft = chunk.valueCount
        (page, dictionary, heldBytes) = (nil, nil, 0)
    }

    /// Reads rows of this group into the builder.
    ///
    /// - Parameters:
    ///   - count: How many; the group has them, if it does not lie.
    ///   - row: The first one's, from 1; for errors.
    ///   - lane: Room for values on their way.
    /// - Throws: ``TableError`` when a page is damaged or a value is not what was asked for.
    mutating func read(_ count: Int, row: Int, _ lane: inout ParquetLane) throws(TableError) {
        var (left, row) = (count, row)
        while left > 0 {
            if page == nil { try openPage() }
            guard var open = page else { continue }
            page = nil
            let part = min(left, open.valuesLeft)
            try open.read(part, row: row, values, &lane, &dictionary, &builder)
            if open.valuesLeft > 0 { page = open }
            left -= part
            row += part
        }
    }

    /// Goes on to the next page that has values.
    private mutating func openPage() throws(TableError) {
        guard valuesLeft > 0, let (header, bytes) = try pages?.next() else {
            throw .damaged(.parquet, "column `\(leaf.name)` has fewer values than rows")
        }
        packedBytes += header.packedBytes
        guard packedBytes <= fileSize else {
            throw .damaged(.parquet, "pages of column `\(leaf.name)` stand in each other's place")
        }
        switch header.kind {
        case .dictionary:
            guard dictionary == nil else {
                throw .damaged(.parquet, "column `\(leaf.name)` has two dictionaries")
            }
            dictionary = try ParquetDictionary(header, bytes, values)
            heldBytes += bytes.count
        case .data, .dataV2:
            guard header.valueCount >= 0, header.valueCount <= valuesLeft else {
                throw .damaged(.parquet, "a page of column `\(leaf.name)` has too many values")
            }
            valuesLeft -= header.valueCount
            heldBytes = (dictionary?.heldBytes ?? 0) + bytes.count
            guard header.valueCount > 0 else { return }
            page = try ParquetPageValues(header, bytes, leaf, values, dictionary)
        case .index: break
        case nil: throw .damaged(.parquet, "a page of no known kind")
        }
    }
}
