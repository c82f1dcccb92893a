/// Reads flat columns of an Arrow stream or file, batch by batch.
///
/// A batch is held while its rows are handed over, so that memory is bounded by the largest one.
/// Buffers may be packed with zstd or LZ4; dictionaries may grow and be replaced. Lists, structures
/// and the like are passed over, and said to be.
struct ArrowReader: RowSource {
    let description: TableDescription
    private let limits: TableLimits
    private var messages: ArrowMessages
    private let fields: [ArrowField]
    private var columns: [ArrowColumn] = []
    /// The columns that take a field's values.
    private var takers: [[Int]]
    /// The field that tells what a dictionary's values are.
    private var fieldOfDictionary: [Int: ArrowField] = [:]
    private var dictionaries: [Int: ArrowDictionary] = [:]
    private var dictionaryCount = 0
    private var lane = ArrowLane()
    private var rowsRead = 0
    private var batchRows = 0
    private var rowsTaken = 0
    private var chunkRows = 1

    /// Reads a stream; a file too, from its beginning, where its messages stand as in a stream.
    init(
        _ stream: ByteStream, format: TableFormat, _ options: TableOptions
    ) throws(TableError) {
        var messages = ArrowMessages(stream, limits: options.limits)
        if format == .arrowFile { try messages.skipMagic() }
        try self.init(messages, format, options)
    }

    /// Reads a file by its footer.
    init(_ file: FileBytes, _ options: TableOptions) throws(TableError) {
        try self.init(ArrowMessages(file, limits: options.limits), .arrowFile, options)
    }

    private init(
        _ start: ArrowMessages, _ format: TableFormat, _ options: TableOptions
    ) throws(TableError) {
        limits = options.limits
        messages = start
        fields = try Self.schema(&messages, limits: limits)
        takers = fields.map { _ in [] }
        let readable = fields.filter { $0.reason == nil }
        let requests = try ColumnNames(names: fields.map(\.name)).requests(
            options.columns ?? readable.map { ColumnRequest($0.name) })
        var described: [TableDescription.Column] = []
        for (index, request) in requests {
            let field = fields[index]
            if let reason = field.reason, !field.isReadWhenNamed {
                throw .unreadableColumn(field.name, reason: reason)
            }
            takers[index].append(columns.count)
            columns.append(ArrowColumn(field, request))
            if let id = field.dictionary { fieldOfDictionary[id] = field }
            described.append(
                TableDescription.Column(
                    name: field.name, type: columns[columns.count - 1].builder.type,
                    source: field.source))
        }
        let omissions = fields.compactMap { field in
            field.reason.map { TableDescription.Omission(name: field.name, reason: $0) }
        }
        description = TableDescription(
            format: format, columns: described, omissions: options.columns != nil ? [] : omissions,
            notes: [], rows: nil)
    }

    private static func schema(
        _ messages: inout ArrowMessages, limits: TableLimits
    ) throws(TableError) -> [ArrowField] {
        let table = try schemaTable(&messages)
        guard try table.number(0, size: 2) == 0 else {
            throw .notRead("Arrow with the big end first is not read")
        }
        var fields: [ArrowField] = []
        var fieldsLeft = limits.columns
        for field in try table.tables(1, most: limits.columns) {
            fields.append(try ArrowField(field, fieldsLeft: &fieldsLeft))
        }
        return fields
    }

    private static func schemaTable(
        _ messages: inout ArrowMessages
    ) throws(TableError) -> FlatTable {
        if let table = messages.schema { return table }
        guard let first = try messages.next(), case .schema(let table) = first else {
            throw .damaged(.arrowStream, "it does not begin with a schema")
        }
        return table
    }

    mutating func nextChunk() throws(TableError) -> TableChunk? {
        while rowsTaken == batchRows {
            guard try nextBatch() else {
                for column in columns { try column.builder.checkPositive(rows: rowsRead) }
                return nil
            }
        }
        let rows = min(chunkRows, batchRows - rowsTaken)
        var read: [Column] = []
        read.reserveCapacity(columns.count)
        for index in columns.indices {
            columns[index].builder.begin(rows: rows, limits: limits)
            try columns[index].read(
                from: rowsTaken, count: rows, row: rowsRead + 1, &lane, dictionaries)
            read.append(columns[index].builder.take())
        }
        defer {
            rowsTaken += rows
            rowsRead += rows
        }
        return TableChunk(firstRow: rowsRead, rows: rows, columns: read)
    }

    /// Goes to the next batch, past dictionaries.
    ///
    /// - Returns: Whether there is one.
    private mutating func nextBatch() throws(TableError) -> Bool {
        while let message = try messages.next() {
            switch message {
            case .schema: throw .damaged(.arrowStream, "it has two schemas")
            case .dictionary(let table): try readDictionary(table)
            case .batch(let table):
                try readBatch(ArrowBatch(table))
                return true
            case .other: continue
            }
        }
        return false
    }

    private mutating func readBatch(_ start: ArrowBatch) throws(TableError) {
        var batch = start
        (batchRows, rowsTaken) = (batch.rows, 0)
        var (held, textBytes) = (0, 0)
        for (index, field) in fields.enumerated() {
            if takers[index].isEmpty {
                try batch.passOver(field)
                continue
            }
            let values = try batch.values(field, &messages, limits: limits)
            held += values.heldBytes
            guard held <= limits.heldBytes else {
                throw .tooLarge("a batch of the file", bytesMost: limits.heldBytes)
            }
            for taker in takers[index] {
                try columns[taker].begin(values, rows: batch.rows)
                textBytes += columns[taker].textBytes / max(batch.rows, 1)
            }
        }
        chunkRows = min(
            limits.chunkRows(columns: columns.count),
            max(1, limits.chunkTextBytes / max(textBytes, 1)))
    }

    /// Takes a dictionary up: in place of the one before, or behind it.
    private mutating func readDictionary(_ table: FlatTable) throws(TableError) {
        let id = try table.number(0, size: 8)
        guard let field = fieldOfDictionary[id], let data = try table.table(1) else { return }
        var batch = try ArrowBatch(data)
        let plain = field.withoutDictionary
        let values = try batch.values(plain, &messages, limits: limits)
        guard values.rows == batch.rows else {
            throw .damaged(.arrowStream, "a dictionary does not have the values it says")
        }
        let grows = try table.flag(2)
        dictionaryCount += 1
        var dictionary = ArrowDictionary(version: dictionaryCount)
        if grows, let known = dictionaries.removeValue(forKey: id) { dictionary = known }
        try dictionary.append(values, field.layout, limits: limits)
        dictionaries[id] = dictionary
    }
}
