/// The rows of a result, copied out of libpq's memory.
struct PostgresRows {
    /// Each row's values in binary form; `nil` for NULL.
    let rows: [[[UInt8]?]]
    /// Rows that a change touched.
    let changedCount: Int
    /// What the server says it did, such as `COMMIT`.
    let tag: String

    init(copying result: LibPQ.Result, by library: LibPQ) {
        let columns = library.nfields(result)
        rows = (0..<library.ntuples(result)).map { row in
            (0..<columns).map { Self.value(result, row, $0, by: library) }
        }
        changedCount = library.cmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        tag = library.cmdStatus(result).map { String(cString: $0) } ?? ""
    }

    private static func value(
        _ result: LibPQ.Result, _ row: Int32, _ column: Int32, by library: LibPQ
    ) -> [UInt8]? {
        guard library.getisnull(result, row, column) == 0,
            let start = library.getvalue(result, row, column)
        else { return nil }
        let count = Int(library.getlength(result, row, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}

extension [UInt8] {
    /// The number that these bytes are as an `int8` or `int4`; `nil` when they are none.
    var postgresInteger: Int? {
        guard count == 8 || count == 4 else { return nil }
        let bits = reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 8
            ? Int(Int64(bitPattern: bits)) : Int(Int32(truncatingIfNeeded: bits))
    }

    var postgresText: String { String(decoding: self, as: UTF8.self) }
}
