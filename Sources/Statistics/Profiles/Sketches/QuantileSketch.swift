import RealModule

/// The order of any number of values, kept in a few hundred of them.
///
/// Level `h` holds sorted values that stand for `2ʰ` each. When all are full, the lowest full one
/// gives every other of its values, from an offset that a coin decides, to the next. A sorted batch enters at the
/// level where a few hundred of it fit, as every `2ˢ`-th value from a random offset: as exact as
/// halving it `s` times, and far faster. Coins are made of the seed and the values: the same
/// values in the same batches give the same sketch. A rank is off by at most ``rankError`` of all
/// with a probability of 99 %, after any merging.
///
/// Sources: Z. Karnin, K. Lang, E. Liberty, *Optimal quantile approximation in streams* (2016);
/// Apache DataSketches, whose bounds, levels and bytes these are.
package struct QuantileSketch: Sendable, Equatable {
    /// The size of the top level, 8...65,535.
    package let k: Int
    /// The smallest `k` of all sketches that were merged into it.
    package internal(set) var smallestK: Int
    /// How many values there were.
    package internal(set) var count = 0
    /// ∞ of none.
    package internal(set) var minimum = Double.infinity
    /// −∞ of none.
    package internal(set) var maximum = -Double.infinity
    /// Each level's values, ascending; at least one level.
    var levels: [[Double]] = [[]]
    let seed: UInt64

    static let batchMost = 8_192
    static let widthLeast = 8

    package init(k: Int = 200, seed: UInt64 = 0) {
        precondition((8...65_535).contains(k), "a sketch keeps 8 to 65,535 values at the top")
        self.k = k
        self.seed = seed
        smallestK = k
    }

    /// Values that are kept.
    package var retained: Int { levels.reduce(0) { $0 + $1.count } }

    /// How far a rank may be off, as a part of all, with a probability of 99 %; 0 while every value
    /// is kept.
    package var rankError: Double {
        levels.count == 1 ? 0 : 2.296 / Double.pow(Double(smallestK), 0.902_1)
    }

    /// The same of the share of values between two.
    package var shareError: Double {
        levels.count == 1 ? 0 : 2.446 / Double.pow(Double(smallestK), 0.943_3)
    }

    /// Adds values; NaN is left out.
    package mutating func add(_ values: [Double]) {
        for start in stride(from: 0, to: values.count, by: Self.batchMost) {
            let batch = Array(values[start..<min(start + Self.batchMost, values.count)])
            add(sorted: RadixSort.keys(of: batch)[...])
        }
    }

    /// Adds a batch in the order of its keys.
    mutating func add(sorted keys: ArraySlice<UInt64>) {
        guard let first = keys.first, let last = keys.last else { return }
        count += keys.count
        minimum = min(minimum, OrderKey.value(first))
        maximum = max(maximum, OrderKey.value(last))
        var level = 0
        while keys.count >> level > k { level += 1 }
        let step = 1 << level
        let whole = keys.count & ~(step - 1)
        let offset = coin(first ^ last &* 3, level) & (step - 1)
        merge(
            stride(from: keys.startIndex + offset, to: keys.startIndex + whole, by: step)
                .map { OrderKey.value(keys[$0]) }, into: level)
        if whole < keys.count {
            merge(keys.suffix(keys.count - whole).map(OrderKey.value), into: 0)
        }
        compress()
    }

    /// Adds what another sketch has seen.
    package mutating func merge(_ other: QuantileSketch) {
        guard other.count > 0 else { return }
        count += other.count
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        smallestK = min(smallestK, other.smallestK)
        for (level, values) in other.levels.enumerated() { merge(values, into: level) }
        compress()
    }

    /// How many values each of so many levels may hold: `k · (2/3)ᵈ` at `d` below the top, but 8.
    static func capacities(levels: Int, k: Int) -> [Int] {
        var (numerator, denominator) = (Double(k), 1.0)
        var capacities = [Int](repeating: widthLeast, count: levels)
        for level in (0..<levels).reversed() where numerator > denominator * 8 {
            capacities[level] = Int((numerator / denominator).rounded())
            numerator *= 2
            denominator *= 3
        }
        return capacities
    }

    /// Halves the lowest level that is full, until all levels together are not.
    private mutating func compress() {
        var retained = self.retained
        var capacities = Self.capacities(levels: levels.count, k: k)
        while retained > capacities.reduce(0, +) {
            // When all levels hold more than they may together, one of them does.
            guard let full = levels.indices.first(where: { levels[$0].count >= capacities[$0] })
            else { return }
            retained -= levels[full].count / 2
            halve(full)
            if levels.count > capacities.count {
                capacities = Self.capacities(levels: levels.count, k: k)
            }
        }
    }

    private mutating func halve(_ level: Int) {
        let values = levels[level]
        let bits = coin((values.first ?? 0).bitPattern ^ (values.last ?? 0).bitPattern &* 3, level)
        // Of an odd number, the first or the last value stays.
        let isOdd = !values.count.isMultiple(of: 2)
        let skipsFirst = isOdd && bits & 2 == 0
        levels[level] = isOdd ? [skipsFirst ? values[0] : values[values.count - 1]] : []
        let start = (bits & 1) + (skipsFirst ? 1 : 0)
        let half = values.count / 2
        let up = [Double](unsafeUninitializedCapacity: half) { buffer, count in
            for index in 0..<half { buffer[index] = values[start + 2 * index] }
            count = half
        }
        merge(up, into: level + 1)
    }

    private mutating func merge(_ values: [Double], into level: Int) {
        while levels.count <= level { levels.append([]) }
        guard !levels[level].isEmpty else {
            levels[level] = values
            return
        }
        levels[level] = SortedMerge.values(levels[level], values)
    }

    /// Bits that look random, from what is in the sketch.
    private func coin(_ content: UInt64, _ level: Int) -> Int {
        var bits = seed &+ content &+ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30 ^ UInt64(level)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (bits ^ bits >> 31) >> 1)
    }
}
