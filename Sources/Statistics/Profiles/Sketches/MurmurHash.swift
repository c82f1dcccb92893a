/// MurmurHash3 of 128 bits for 64-bit machines, with the seed that Apache DataSketches uses.
///
/// Source: A. Appleby, *MurmurHash3* (public domain); seed 9001 from Apache DataSketches.
package struct MurmurHash: Sendable, Equatable {
    package static let seed: UInt64 = 9_001

    package let first: UInt64
    package let second: UInt64

    /// Of a whole number as its eight bytes, lowest first.
    @inline(__always)
    package init(_ word: UInt64) {
        self.init(Self.seed ^ Self.mixFirst(word), Self.seed, length: 8)
    }

    /// Of a number as Apache DataSketches takes it: −0 is 0, and every NaN the same.
    @inline(__always)
    package init(_ value: Double) {
        self.init(value.isNaN ? 0x7FF8_0000_0000_0000 : (value + 0).bitPattern)
    }

    /// Of the UTF-8 of a text.
    package init(_ text: String) { self.init(Array(text.utf8)) }

    package init(_ bytes: [UInt8]) {
        var (h1, h2) = (Self.seed, Self.seed)
        var index = 0
        while index + 16 <= bytes.count {
            h1 ^= Self.mixFirst(Self.word(bytes, index, 8))
            h1 = (Self.rotate(h1, 27) &+ h2) &* 5 &+ 0x52DC_E729
            h2 ^= Self.mixSecond(Self.word(bytes, index + 8, 8))
            h2 = (Self.rotate(h2, 31) &+ h1) &* 5 &+ 0x3849_5AB5
            index += 16
        }
        let rest = bytes.count - index
        if rest > 8 { h2 ^= Self.mixSecond(Self.word(bytes, index + 8, rest - 8)) }
        if rest > 0 { h1 ^= Self.mixFirst(Self.word(bytes, index, min(rest, 8))) }
        self.init(h1, h2, length: UInt64(bytes.count))
    }

    @inline(__always)
    private init(_ h1: UInt64, _ h2: UInt64, length: UInt64) {
        let one = (h1 ^ length) &+ (h2 ^ length)
        let other = (h2 ^ length) &+ one
        let (first, second) = (Self.finish(one), Self.finish(other))
        self.first = first &+ second
        self.second = second &+ self.first
    }

    private static func word(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in (0..<count).reversed() { word = word << 8 | UInt64(bytes[start + index]) }
        return word
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
        value << by | value >> (64 - by)
    }

    @inline(__always)
    private static func mixFirst(_ word: UInt64) -> UInt64 {
        rotate(word &* 0x87C3_7B91_1142_53D5, 31) &* 0x4CF5_AD43_2745_937F
    }

    @inline(__always)
    private static func mixSecond(_ word: UInt64) -> UInt64 {
        rotate(word &* 0x4CF5_AD43_2745_937F, 33) &* 0x87C3_7B91_1142_53D5
    }

    @inline(__always)
    private static func finish(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
