/// Doubles as whole numbers in the same order, so that they sort by their digits.
///
/// −0 is 0; NaN has no key that a sample may hold.
enum OrderKey {
    /// Above every key of a number: ends a sorted list.
    static let end = UInt64.max

    @inline(__always)
    static func key(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern
        return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
    }

    @inline(__always)
    static func value(_ key: UInt64) -> Double {
        let sign = UInt64(bitPattern: Int64(bitPattern: key) >> 63)
        return Double(bitPattern: key ^ (~sign | 1 << 63))
    }
}
