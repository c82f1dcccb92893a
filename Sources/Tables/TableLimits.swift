/// How large a file's parts may be before it is refused.
///
/// Memory is bounded by a chunk of rows, the pages or the batch it comes from, and each text
/// column's dictionary.
package struct TableLimits: Sendable, Equatable {
    package var cellBytes = 1 << 20
    package var recordBytes = 16 << 20
    package var columns = 20_000
    package var rows = 2_000_000_000
    /// Rows for each byte of a Parquet file, which packs what repeats into next to nothing.
    package var rowsPerByte = 1 << 16
    /// Rows that a whole table may have in memory.
    package var tableRows = 200_000_000
    /// Cells that a whole table may have in memory.
    package var tableCells = 1 << 28
    /// Rows of a chunk, at most.
    package var chunkRows = 1 << 16
    /// Cells of a chunk, about: a chunk of a wide file has fewer rows.
    package var chunkCells = 1 << 22
    /// Bytes of text in a chunk, about.
    package var chunkTextBytes = 16 << 20
    /// Different values of one column of a whole table that is read as categories.
    package var categories = 1_000_000
    /// Different values, and their bytes, after which a chunk begins a new dictionary.
    package var dictionaryTexts = 1 << 16
    package var dictionaryBytes = 4 << 20
    /// Bytes of a text file from which its encoding, its separator and its types are guessed.
    package var sampleBytes = 4 << 20
    /// Bytes that describe a Parquet file or one message of Arrow.
    package var metadataBytes = 128 << 20
    /// Unpacked bytes of one page of Parquet.
    package var pageBytes = 256 << 20
    /// Unpacked bytes of all pages at hand, of one batch of Arrow, or of a column's different texts.
    package var heldBytes = 1 << 30

    package static let standard = TableLimits()

    package init() {}

    /// Rows of a whole table of so many columns.
    func tableRows(columns: Int) -> Int {
        max(1, min(tableRows, tableCells / max(columns, 1)))
    }

    /// Rows of a chunk of so many columns.
    func chunkRows(columns: Int) -> Int {
        max(1, min(chunkRows, chunkCells / max(columns, 1)))
    }
}
