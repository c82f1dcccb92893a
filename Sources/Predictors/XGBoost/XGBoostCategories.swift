/// The names of a feature's categories, as XGBoost 3.1 and up keep them under `cats`.
enum XGBoostCategories {
    /// The names in the order of their codes; `nil` for a feature without any.
    ///
    /// There are none either where a name is not ASCII. Text is one run of bytes with offsets; numbers stand as a list.
    static func names(_ feature: ModelDocument) -> [String]? {
        guard let values = feature["values"]?.numbers, !values.isEmpty else { return nil }
        guard let offsets = feature["offsets"]?.numbers else { return values.map(written) }
        let bytes = values.compactMap { Int(exactly: $0) }.map { UInt8(truncatingIfNeeded: $0) }
        let ends = offsets.compactMap { Int(exactly: $0) }
        // INVARIANT: ASCII only. XGBoost 3.2 counts characters where it cuts bytes, so with other
        // text its file holds names that are cut at wrong places, or cut off.
        guard bytes.count == values.count, bytes.allSatisfy({ $0 < 0x80 }),
            ends.count == offsets.count, ends.count > 1,
            ends[0] >= 0, zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }),
            ends[ends.count - 1] <= bytes.count
        else { return nil }
        return zip(ends, ends.dropFirst()).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
    }

    private static func written(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}
