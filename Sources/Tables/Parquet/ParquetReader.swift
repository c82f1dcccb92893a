/// Reads flat columns of a Parquet file, some rows of all columns at a time.
///
/// Encodings: plain, dictionary, run lengths, the three deltas, byte stream split; pages of version 1
/// and 2; packed with Snappy, gzip, zstd or LZ4, or not. Lists, maps and what is no number, time,
/// truth value or text are passed over, and said to be.
struct ParquetReader: RowSource {
    let description: TableDescription
    private let file: FileBytes
    private let limits: TableLimits
    private var footer: ParquetFooter
    /// Which column of the schema each of these is.
    private let leafOfColumn: [Int]
    private var columns: [ParquetColumn] = []
    private var lane = ParquetLane()
    private var rowsRead = 0
    private var rowsLeftInGroup = 0
    private var chunkRows = 1

    init(_ file: FileBytes, _ options: TableOptions) throws(TableError) {
        self.file = file
        limits = options.limits
        footer = try ParquetFooter(file, limits: options.limits)
        guard footer.rows / max(file.size, 1) < limits.rowsPerByte else {
            throw .damaged(
                .parquet, "it says that it has \(footer.rows) rows, in \(file.size) bytes")
        }
        let leaves = footer.schema.leaves
        let readable = leaves.filter { $0.reason == nil }
        let requests = try ColumnNames(names: leaves.map(\.name)).requests(
            options.columns ?? readable.map { ColumnRequest($0.name) })
        var described: [TableDescription.Column] = []
        for (index, request) in requests {
            let leaf = leaves[index]
            if let reason = leaf.reason, !leaf.isReadWhenNamed {
                throw .unreadableColumn(leaf.name, reason: reason)
            }
            columns.append(ParquetColumn(leaf, request))
            described.append(
                TableDescription.Column(
                    name: leaf.name, type: columns[columns.count - 1].builder.type,
                    source: leaf.source))
        }
        leafOfColumn = requests.map(\.index)
        description = TableDescription(
            format: .parquet, columns: described,
            omissions: options.columns != nil ? [] : Self.omissions(leaves),
            notes: footer.createdBy.isEmpty ? [] : ["written by \(footer.createdBy)"],
            rows: footer.rows)
    }

    private static func omissions(
        _ leaves: [ParquetSchema.Leaf]
    ) -> [TableDescription.Omission] {
        leaves.compactMap { leaf in
            leaf.reason.map { TableDescription.Omission(name: leaf.name, reason: $0) }
        }
    }

    mutating func nextChunk() throws(TableError) -> TableChunk? {
        while rowsLeftInGroup == 0 {
            guard try beginGroup() else {
                guard rowsRead == footer.rows else {
                    throw .damaged(
                        .parquet, "it says that it has \(footer.rows) rows, and has \(rowsRead)")
                }
                for column in columns { try column.builder.checkPositive(rows: rowsRead) }
                return nil
            }
        }
        let rows = min(chunkRows, rowsLeftInGroup)
        var read: [Column] = []
        read.reserveCapacity(columns.count)
        var held = 0
        for index in columns.indices {
            columns[index].builder.begin(rows: rows, limits: limits)
            try columns[index].read(rows, row: rowsRead + 1, &lane)
            read.append(columns[index].builder.take())
            held += columns[index].heldBytes
            guard held <= limits.heldBytes else {
                throw .tooLarge("what the columns hold at once", bytesMost: limits.heldBytes)
            }
        }
        defer {
            rowsRead += rows
            rowsLeftInGroup -= rows
        }
        return TableChunk(firstRow: rowsRead, rows: rows, columns: read)
    }

    /// Goes to the next group of rows.
    ///
    /// - Returns: Whether there is one.
    private mutating func beginGroup() throws(TableError) -> Bool {
        guard let group = try footer.nextGroup() else { return false }
        guard group.rows <= footer.rows - rowsRead else {
            throw .damaged(.parquet, "its groups have more rows than it says")
        }
        rowsLeftInGroup = group.rows
        guard group.rows > 0 else { return true }
        var textBytes = 0
        for index in columns.indices {
            let chunk = group.columns[leafOfColumn[index]]
            try columns[index].begin(chunk, file, limits: limits)
            if columns[index].builder.type == .category {
                textBytes += min(max(chunk.unpackedBytes, 0), 1 << 40) / group.rows
            }
        }
        // Long texts come fewer at a time.
        chunkRows = min(
            limits.chunkRows(columns: columns.count),
            max(1, limits.chunkTextBytes / max(textBytes, 1)))
        return true
    }
}

extension ParquetSchema.Leaf {
    /// Whether a column that is passed over is read as text when it is asked for by name.
    var isReadWhenNamed: Bool {
        type == .category && element.logical == nil && isFlat
    }

    /// What a report says of the column.
    var source: String {
        let physical = element.physical?.name ?? ""
        let optional = definitionLevel > 0 ? ", optional" : ""
        guard let logical = element.logical else { return physical + optional }
        return "\(physical) (\(Self.name(logical)))\(optional)"
    }

    private static func name(_ logical: ParquetElement.Logical) -> String {
        switch logical {
        case .text: "text"
        case .date: "date"
        case .float16: "float16"
        case .uuid: "UUID"
        case .nothing: "null"
        case .decimal(let scale): "decimal, scale \(scale)"
        case .integer(let isSigned): isSigned ? "signed" : "unsigned"
        case .time(let perSecond): "time, \(perSecond) a second"
        case .timestamp(let perSecond): "timestamp, \(perSecond) a second"
        case .other(let what): what
        }
    }
}
