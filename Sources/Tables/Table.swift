/// All rows of a file, and the columns of it that were asked for.
package struct Table: Sendable, Equatable {
    package let rows: Int
    /// In the order in which they were asked for; the names of categories in that of their bytes.
    package let columns: [(name: String, column: Column)]

    package static func == (one: Self, other: Self) -> Bool {
        one.rows == other.rows && one.columns.elementsEqual(other.columns, by: ==)
    }

    /// The column, when it holds numbers.
    package func numbers(_ name: String) -> [Double]? {
        for case (name, .numbers(let numbers)) in columns { return numbers.values }
        return nil
    }

    /// The column, when it holds text.
    package func categories(_ name: String) -> Categories? {
        for case (name, .categories(let categories)) in columns { return categories }
        return nil
    }

    /// The column, when it holds truth values and none is missing.
    package func labels(_ name: String) -> [Bool]? {
        for case (name, .booleans(let booleans)) in columns where booleans.nullCount == 0 {
            return booleans.values.map { $0 == 1 }
        }
        return nil
    }
}

extension Table {
    /// Reads columns of a file, each of them as asked.
    ///
    /// A text file must be UTF-8 or UTF-16: what a decision may rest on is not guessed. A file
    /// whose name ends in `.tsv` has tabs; other separators are looked for in the first lines.
    /// - Parameters:
    ///   - path: A file.
    ///   - columns: What to read, by name; each as often as wanted.
    ///   - limits: How large the file's parts may be.
    /// - Throws: ``TableError``, at the first thing that is wrong.
    /// - Complexity: O(bytes).
    package init(
        path: String, columns: [ColumnRequest], limits: TableLimits = .standard
    ) throws(TableError) {
        var options = TableOptions(columns: columns)
        options.limits = limits
        options.allowsWindows1252 = false
        if path.hasSuffix(".tsv") { options.separator = UInt8(ascii: "\t") }
        try self.init(TableFile.open(path, options: options), limits: limits)
    }

    /// Reads all rows that a reader has left.
    ///
    /// - Throws: ``TableError``, at the first thing that is wrong.
    /// - Complexity: O(bytes).
    package init(
        _ reader: consuming TableReader, limits: TableLimits = .standard
    ) throws(TableError) {
        var reader = reader
        var growing = reader.description.columns.map { GrowingColumn($0) }
        let rowsMost = limits.tableRows(columns: growing.count)
        guard reader.description.rows ?? 0 <= rowsMost else { throw .tooManyRows(most: rowsMost) }
        // What a file says of its rows may be a lie, so room is made for few.
        let expected = min(
            reader.description.rows ?? 0, rowsMost, Self.reservedCellsMost / max(growing.count, 1))
        for index in growing.indices { growing[index].reserve(rows: expected) }
        var rows = 0
        while let chunk = try reader.nextChunk() {
            rows += chunk.rows
            guard rows <= rowsMost else { throw .tooManyRows(most: rowsMost) }
            for (index, column) in chunk.columns.enumerated() {
                try growing[index].append(column, limits: limits)
            }
        }
        self.rows = rows
        columns = growing.indices.map { (growing[$0].name, growing[$0].take()) }
    }

    private static let reservedCellsMost = 1 << 24
}
