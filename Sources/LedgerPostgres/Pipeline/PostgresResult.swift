import Glibc

/// What a statement gave, in libpq's memory.
final class PostgresResult {
    private let result: LibPQ.Result
    private let library: LibPQ

    init(owning result: LibPQ.Result, by library: LibPQ) {
        self.result = result
        self.library = library
    }

    deinit { library.clear(result) }

    var rowCount: Int { Int(library.ntuples(result)) }

    /// Rows that a change touched.
    var changedCount: Int {
        library.cmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// What the server says it did, such as `COMMIT`.
    var tag: String { library.cmdStatus(result).map { String(cString: $0) } ?? "" }

    /// A value's bytes, in binary form; `nil` for NULL.
    func withValue<Value>(
        _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        let (row, column) = (Int32(row), Int32(column))
        guard library.getisnull(result, row, column) == 0,
            let start = library.getvalue(result, row, column)
        else { return nil }
        let count = Int(library.getlength(result, row, column))
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
