/// What a file is and how it is read, for the report.
package struct TableDescription: Sendable, Equatable {
    /// A column that is read.
    package struct Column: Sendable, Equatable {
        package let name: String
        /// What its values are handed over as.
        package let type: ColumnType
        /// What the file says of it, or what it was guessed from.
        package let source: String
    }

    /// A column that the file has and that is passed over.
    package struct Omission: Sendable, Equatable {
        package let name: String
        package let reason: String
    }

    package let format: TableFormat
    /// In the order in which chunks have them.
    package let columns: [Column]
    package let omissions: [Omission]
    /// Sentences on what was guessed or taken for something: encoding, separator, types.
    package let notes: [String]
    /// What the file itself says before its rows are read; a text file or a stream does not.
    package let rows: Int?
}
