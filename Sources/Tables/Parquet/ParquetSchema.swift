/// The columns of a Parquet file: the leaves of its schema.
struct ParquetSchema {
    /// A column that may be read, or why it may not.
    struct Leaf: Equatable {
        /// Its own name, with those of the groups around it before: `address.city`.
        let name: String
        let element: ParquetElement
        /// The definition level of a value that is there.
        let definitionLevel: Int
        /// Why the column is passed over; `nil` when it is not.
        let reason: String?
        let type: ColumnType
        /// Whether it has one value a row at most.
        let isFlat: Bool
    }

    let leaves: [Leaf]

    /// How many columns each group of rows has.
    var leafCount: Int { leaves.count }

    static let depthMost = 32

    init(_ elements: [ParquetElement], limits: TableLimits) throws(TableError) {
        var walk = ParquetSchemaWalk(elements: elements, limits: limits)
        guard let root = elements.first, root.childCount > 0 || elements.count == 1 else {
            throw .damaged(.parquet, "it has no schema")
        }
        for _ in 0..<min(root.childCount, elements.count) {
            try walk.child(prefix: "", definitionLevel: 0, repeated: nil, depth: 1)
        }
        guard walk.next == elements.count else {
            throw .damaged(.parquet, "its schema has entries that belong to nothing")
        }
        leaves = walk.leaves
    }
}

/// Walks through the entries of a schema, which stand in depth-first order.
private struct ParquetSchemaWalk {
    let elements: [ParquetElement]
    let limits: TableLimits
    var next = 1
    var leaves: [ParquetSchema.Leaf] = []

    /// Takes up the next entry, and those inside it; `repeated` says why they are lists, if so.
    mutating func child(
        prefix: String, definitionLevel: Int, repeated: String?, depth: Int
    ) throws(TableError) {
        guard next < elements.count, depth < ParquetSchema.depthMost else {
            throw .damaged(.parquet, "its schema is cut off or nested too deeply")
        }
        let element = elements[next]
        next += 1
        let name = prefix + element.name
        let level = definitionLevel + (element.repetition == .required ? 0 : 1)
        var repeated = repeated
        if repeated == nil, element.repetition == .repeated { repeated = "it holds lists" }
        guard element.childCount > 0 || element.physical == nil else {
            return try leaf(element, name: name, level: level, repeated: repeated)
        }
        for _ in 0..<min(element.childCount, elements.count) {
            try child(
                prefix: name + ".", definitionLevel: level, repeated: repeated, depth: depth + 1)
        }
    }

    private mutating func leaf(
        _ element: ParquetElement, name: String, level: Int, repeated: String?
    ) throws(TableError) {
        guard leaves.count < limits.columns else {
            throw .tooManyColumns(line: 1, most: limits.columns)
        }
        let meaning = ParquetMeaning(element)
        leaves.append(
            ParquetSchema.Leaf(
                name: name, element: element, definitionLevel: level,
                reason: repeated ?? meaning.reason, type: meaning.type, isFlat: repeated == nil))
    }
}

/// What a column of Parquet is here.
struct ParquetMeaning: Equatable {
    var type = ColumnType.number
    /// Why the column is not read; `nil` when it is.
    var reason: String?

    init(_ element: ParquetElement) {
        guard let physical = element.physical else {
            reason = "it has no type"
            return
        }
        if case .other(let what) = element.logical {
            reason = "it holds \(what)"
            return
        }
        switch (physical, element.logical) {
        case (.boolean, _): type = .boolean
        case (.int96, _): type = .timestamp
        case (.float, _), (.double, _): type = .number
        case (.int32, .date), (.int64, .date): type = .date
        case (.int32, .time), (.int64, .time): type = .time
        case (.int64, .timestamp): type = .timestamp
        case (_, .decimal(let scale)):
            if element.typeLength > DecimalText.bytesMost || abs(scale) > 400 {
                reason = "it holds decimals of \(element.typeLength) bytes"
            }
        case (.int32, .nothing), (.int64, .nothing): type = .number
        case (.int32, _), (.int64, _): type = .integer
        case (.byteArray, .text), (.fixedLength, .text), (.fixedLength, .uuid): type = .category
        case (.fixedLength, .float16): type = .number
        case (.byteArray, _), (.fixedLength, _):
            type = .category
            reason = "it holds bytes that are not said to be text"
        }
    }
}
