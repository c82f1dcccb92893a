/// A row that a person names.
enum RowChoice {
    /// Rows from 0: the one that is named, or the first.
    static func rows(_ number: Int?, limit: Int, of rowCount: Int) throws(Failure) -> [Int] {
        guard let number else { return Array(0..<min(rowCount, limit)) }
        try check(number, of: rowCount)
        return [number - 1]
    }

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
