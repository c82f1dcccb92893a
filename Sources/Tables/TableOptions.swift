/// What to read of a file, and how.
package struct TableOptions: Sendable, Equatable {
    /// What to read, by name, in this order; `nil` for all that can be read.
    package var columns: [ColumnRequest]?
    /// What a text file is written in; `nil` when it is to be guessed.
    package var encoding: TextEncoding?
    /// Whether a text file that is not UTF-8 is taken for Windows-1252, and said to be.
    package var allowsWindows1252 = true
    /// What stands between a CSV file's cells; `nil` when it is to be guessed.
    ///
    /// An ASCII byte that is no quotation mark, line end or NUL.
    package var separator: UInt8?
    package var limits = TableLimits.standard

    package init(columns: [ColumnRequest]? = nil) { self.columns = columns }
}
