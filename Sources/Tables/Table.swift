/// A column that a caller wants, and as what.
package struct ColumnRequest: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Finite numbers; an empty cell is refused.
        case number
        /// Finite numbers; an empty cell, `NA`, `NaN` and `null` are NaN.
        case numberOrMissing
        /// Text, as a code into the sorted list of its different values.
        case category
        /// `0`, `1`, `true` or `false`; or, with a positive, whether the text is that one.
        case label(positive: String?)
    }

    package let name: String
    package let kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Text in few different values: each row's is `names[Int(codes[row])]`.
package struct Categories: Sendable, Equatable {
    /// Indices into ``names``; shape `[rows]`.
    package let codes: [Int32]
    /// Different, in the order of their UTF-8 bytes.
    package let names: [String]
}

/// The columns of a file that were asked for.
package struct Table: Sendable, Equatable {
    package enum Column: Sendable, Equatable {
        /// Shape `[rows]`.
        case numbers([Double])
        case categories(Categories)
        /// Shape `[rows]`.
        case labels([Bool])
    }

    package let rows: Int
    /// In the order in which they were asked for.
    package let columns: [(name: String, column: Column)]

    package static func == (one: Self, other: Self) -> Bool {
        one.rows == other.rows && one.columns.elementsEqual(other.columns, by: ==)
    }

    /// The column, when it was asked for as numbers.
    package func numbers(_ name: String) -> [Double]? {
        for case (name, .numbers(let values)) in columns { return values }
        return nil
    }

    /// The column, when it was asked for as categories.
    package func categories(_ name: String) -> Categories? {
        for case (name, .categories(let values)) in columns { return values }
        return nil
    }

    /// The column, when it was asked for as labels.
    package func labels(_ name: String) -> [Bool]? {
        for case (name, .labels(let values)) in columns { return values }
        return nil
    }
}

extension Table {
    /// Reads columns of a file whose name says what it is.
    ///
    /// `.jsonl` and `.ndjson` are JSON Lines, `.tsv` has tabs; everything else has commas.
    /// - Parameters:
    ///   - path: A file.
    ///   - columns: What to read, by name; each as often as wanted.
    ///   - limits: How large the file's parts may be.
    /// - Throws: ``TableError``, at the first thing that is wrong.
    /// - Complexity: O(bytes).
    package init(
        path: String, columns: [ColumnRequest], limits: TableLimits = .standard
    ) throws(TableError) {
        if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
            self = try JSONLinesReader(path: path, limits: limits).table(columns: columns)
        } else {
            let separator = UInt8(ascii: path.hasSuffix(".tsv") ? "\t" : ",")
            self = try CSVReader(path: path, separator: separator, limits: limits)
                .table(columns: columns)
        }
    }
}
