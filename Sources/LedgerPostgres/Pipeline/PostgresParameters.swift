import Tracking

/// The values of a statement in PostgreSQL's binary form, all in one buffer.
struct PostgresParameters {
    /// The object id of each one's type; 0 for NULL, whose type the statement says.
    private(set) var typeIDs: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Where each begins; −1 for NULL.
    private var starts: [Int] = []
    private var lengths: [Int32] = []

    var count: Int { typeIDs.count }

    init(_ values: [SQLValue] = []) {
        typeIDs.reserveCapacity(values.count)
        starts.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        bytes.reserveCapacity(16 * values.count)
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null: typeIDs.append(0)
        case .integer(let integer):
            typeIDs.append(20)
            withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
        case .number(let number):
            typeIDs.append(701)
            withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            typeIDs.append(25)
            bytes.append(contentsOf: text.utf8)
        }
        starts.append(value == .null ? -1 : start)
        lengths.append(Int32(bytes.count - start))
        // An empty value is no NULL, so its pointer must point somewhere.
        bytes.append(0)
    }

    /// Calls `body` with pointers to the values, their lengths in bytes, and their formats.
    func withUnsafePointers<Value>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { $0 < 0 ? nil : base?.advanced(by: $0) }
            return body(pointers, lengths, [Int32](repeating: 1, count: count))
        }
    }
}
