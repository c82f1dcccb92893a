/// A row that a person names.
enum RowChoice {
    /// - Parameters:
    ///   - number: From 1, as in the file.
    ///   - rowCount: How many the file has.
    /// - Throws: A fault when there is no such row.
    static func check(_ number: Int, of rowCount: Int) throws(Failure) {
        guard (1...max(rowCount, 1)).contains(number) else {
            let rows = rowCount == 1 ? "1 row" : "\(rowCount) rows"
            throw .fault("out_of_range", "there is no row \(number): the file has \(rows)")
        }
    }
}
