/// Numbers that look random and are the same for one seed on every machine.
///
/// xoshiro256++, its state filled by SplitMix64. A `stream` gives each group or column numbers of
/// its own, so that leaving one out, or another order, does not change those of the rest.
///
/// Source: D. Blackman and S. Vigna, *Scrambled linear pseudorandom number generators*, ACM
/// Transactions on Mathematical Software 47 (2021).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    package init(seed: UInt64, stream: UInt64 = 0) {
        var state = seed ^ Self.mixed(stream &+ 0x9E37_79B9_7F4A_7C15)
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            return Self.mixed(state)
        }
        (s0, s1, s2, s3) = (next(), next(), next(), next())
    }

    /// The stream of a name: FNV-1a over its UTF-8 bytes.
    package init(seed: UInt64, stream name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        self.init(seed: seed, stream: hash)
    }

    package mutating func next() -> UInt64 {
        let sum = s0 &+ s3
        let result = (sum << 23 | sum >> 41) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = s3 << 45 | s3 >> 19
        return result
    }

    /// Evenly spread over 0..<1, in steps of 2⁻⁵³.
    package mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
