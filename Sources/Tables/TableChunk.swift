/// Some rows of a file.
package struct TableChunk: Sendable, Equatable {
    /// The index of its first row within the file.
    package let firstRow: Int
    package let rows: Int
    /// As in the reader's description.
    package let columns: [Column]
}

/// What hands over a file's rows, chunk by chunk.
protocol RowSource: Sendable {
    var description: TableDescription { get }

    /// - Returns: At least one row; `nil` after the last.
    /// - Throws: ``TableError``, at the first thing that is wrong.
    mutating func nextChunk() throws(TableError) -> TableChunk?
}
