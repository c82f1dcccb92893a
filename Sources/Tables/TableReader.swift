/// Reads a file's rows chunk by chunk, in the file's order; ``TableFile`` opens one.
package struct TableReader: Sendable {
    package let description: TableDescription
    /// Rows handed over so far.
    package private(set) var rowsRead = 0
    private let limits: TableLimits
    private var source: any RowSource

    init(_ source: any RowSource, limits: TableLimits) {
        description = source.description
        self.source = source
        self.limits = limits
    }

    /// The next rows: at most ``TableLimits/chunkRows``.
    ///
    /// - Returns: `nil` after the last row.
    /// - Throws: ``TableError``, at the first thing that is wrong. Then the reader is of no more use.
    package mutating func nextChunk() throws(TableError) -> TableChunk? {
        guard let chunk = try source.nextChunk() else { return nil }
        rowsRead += chunk.rows
        guard rowsRead <= limits.rows else { throw .tooManyRows(most: limits.rows) }
        return chunk
    }
}
