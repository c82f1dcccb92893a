import CLibPQ

/// The rows of a result, copied out of libpq's memory.
struct PostgresRows {
    /// Each row's values in binary form; `nil` for NULL.
    let rows: [[[UInt8]?]]
    /// Rows that a change touched.
    let changedCount: Int
    /// What the server says it did, such as `COMMIT`.
    let tag: String

    init(copying result: OpaquePointer) {
        let columns = PQnfields(result)
        rows = (0..<PQntuples(result)).map { row in
            (0..<columns).map { Self.value(result, row, $0) }
        }
        changedCount = Int(String(cString: PQcmdTuples(result))) ?? 0
        tag = String(cString: PQcmdStatus(result))
    }

    private static func value(
        _ result: OpaquePointer, _ row: Int32, _ column: Int32
    ) -> [UInt8]? {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column)
        else { return nil }
        let count = Int(PQgetlength(result, row, column))
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
