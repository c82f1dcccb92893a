/// How many distinct values there were, from 4,096 small numbers.
///
/// Each value's hash names a slot and a height that is `h` or more once in `2ʰ⁻¹` times; a slot keeps
/// its greatest height. Up to 384 distinct hashes are kept as they are. The state depends
/// on the set of values alone: not on their order, nor on how they were split before merging. The
/// standard error of the estimate is 1.04/√slots, 1.6 %.
///
/// Sources: P. Flajolet and others, *HyperLogLog* (2007); O. Ertl, *New cardinality estimation
/// algorithms for HyperLogLog sketches* (2017), for the estimate; Apache DataSketches, whose hashes,
/// slots and heights these are, so that sketches of either can be merged.
package struct HyperLogLog: Sendable, Equatable {
    /// Hashes that are kept one by one before there are slots: three for 32 slots, at most 384, and
    /// 8 when there are fewer than 256 slots.
    var couponsMost: Int { lgSlots < 8 ? 8 : min(3 << (lgSlots - 5), 384) }
    static let addressBits: UInt32 = 26

    /// The logarithm to base 2 of the number of slots, 4...21.
    package let lgSlots: Int
    /// ``CouponTable`` of distinct hashes; empty when there are slots.
    private(set) var coupons = CouponTable()
    /// Each slot's height, 0...63; empty while there are coupons.
    private(set) var heights: [UInt8] = []

    package init(lgSlots: Int = 12) {
        precondition((4...21).contains(lgSlots), "a sketch has 2⁴ to 2²¹ slots")
        self.lgSlots = lgSlots
    }

    /// A sketch with these heights; shape `[2^lgSlots]`.
    init(lgSlots: Int, heights: [UInt8]) {
        self.init(lgSlots: lgSlots)
        self.heights = heights
        coupons = CouponTable(isEmpty: true)
    }

    var isSparse: Bool { heights.isEmpty }

    /// The hash's slot, of 2²⁶, and its height, 1...63.
    @inline(__always)
    static func coupon(_ hash: MurmurHash) -> UInt32 {
        let height = UInt32(min(hash.second.leadingZeroBitCount, 62) + 1)
        return height << addressBits | UInt32(truncatingIfNeeded: hash.first & 0x3FF_FFFF)
    }

    package mutating func add(_ hash: MurmurHash) { add(coupon: Self.coupon(hash)) }

    /// Adds a text; the empty one is left out, as in Apache DataSketches.
    package mutating func add(_ text: String) {
        if !text.isEmpty { add(MurmurHash(text)) }
    }

    mutating func add(coupon: UInt32) {
        guard isSparse else { return raise(coupon) }
        guard coupons.insert(coupon), coupons.count > couponsMost else { return }
        makeSlots()
    }

    private mutating func makeSlots() {
        let kept = coupons.values
        heights = [UInt8](repeating: 0, count: 1 << lgSlots)
        coupons = CouponTable(isEmpty: true)
        for coupon in kept { raise(coupon) }
    }

    @inline(__always)
    private mutating func raise(_ coupon: UInt32) {
        let slot = Int(coupon) & (1 << lgSlots - 1)
        let height = UInt8(truncatingIfNeeded: coupon >> Self.addressBits)
        if height > heights[slot] { heights[slot] = height }
    }

    /// Adds numbers in the order of their keys, each once.
    ///
    /// - Parameters:
    ///   - keys: Ascending ``OrderKey``s.
    ///   - asIntegers: Whether whole numbers are hashed as integers, as Spark does for `bigint`.
    mutating func add(sorted keys: ArraySlice<UInt64>, asIntegers: Bool) {
        var previous = OrderKey.end
        for key in keys where key != previous {
            previous = key
            add(coupon: Self.coupon(Self.hash(OrderKey.value(key), asInteger: asIntegers)))
        }
    }

    @inline(__always)
    private static func hash(_ value: Double, asInteger: Bool) -> MurmurHash {
        if asInteger, let whole = Int64(exactly: value) {
            return MurmurHash(UInt64(bitPattern: whole))
        }
        return MurmurHash(value)
    }

    /// Adds what another sketch has seen; the result has the fewer slots of the two.
    package mutating func merge(_ other: HyperLogLog) {
        if other.isSparse {
            if isSparse, coupons.isCopy(of: other.coupons) { return }
            other.coupons.forEach { add(coupon: $0) }
        } else {
            if isSparse { makeSlots() }
            let lgFewer = min(lgSlots, other.lgSlots)
            if lgFewer < lgSlots {
                self = HyperLogLog(lgSlots: lgFewer, heights: folded(to: lgFewer))
            }
            raise(to: other.folded(to: lgFewer))
        }
    }

    /// Each slot to the greater of two heights.
    private mutating func raise(to others: [UInt8]) {
        precondition(heights.count == others.count, "both sketches have the same slots")
        heights.withUnsafeMutableBufferPointer { mine in
            others.withUnsafeBufferPointer { others in
                for slot in 0..<mine.count { mine[slot] = max(mine[slot], others[slot]) }
            }
        }
    }

    private func folded(to lgFewer: Int) -> [UInt8] {
        guard lgFewer < lgSlots else { return heights }
        var fewer = [UInt8](repeating: 0, count: 1 << lgFewer)
        for slot in heights.indices {
            let place = slot & (1 << lgFewer - 1)
            fewer[place] = max(fewer[place], heights[slot])
        }
        return fewer
    }

    /// How many distinct values there were.
    package var estimate: Double {
        isSparse ? Double(coupons.count) : SlotHeights(heights).estimate
    }

    /// The standard error of the estimate, as a part of it; 0 while hashes are kept one by one.
    package var relativeStandardError: Double {
        isSparse ? 0 : 1.04 / Double(1 << lgSlots).squareRoot()
    }
}
