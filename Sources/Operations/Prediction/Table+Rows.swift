import Tables

extension Table {
    /// All rows of a file, in which there must be some.
    ///
    /// - Throws: A fault that names the file and what does not read.
    static func rows(of data: String, _ requests: [ColumnRequest]) throws(Failure) -> Table {
        let table: Table
        do throws(TableError) { table = try Table(path: data, columns: requests) } catch {
            throw .fault("bad_table", "\(data): \(error)")
        }
        guard table.rows > 0 else {
            throw .fault("bad_table", "\(data): there are no rows below the header")
        }
        return table
    }
}
