/// Count, mean and variance of numbers, in one pass and in parts.
///
/// Source: T. Chan, G. Golub, R. LeVeque, *Updating formulae and a pairwise algorithm for computing
/// sample variances* (1979).
package struct Moments: Sendable, Equatable {
    package private(set) var count = 0
    /// 0 of none.
    package private(set) var mean = 0.0
    /// `Σ (x − mean)²`.
    package private(set) var squares = 0.0

    package init() {}

    init(count: Int, mean: Double, squares: Double) {
        self.count = count
        self.mean = mean
        self.squares = squares
    }

    /// Over the count; `nil` of none.
    package var variance: Double? { count > 0 ? squares / Double(count) : nil }

    /// Over the count less one; `nil` of fewer than two.
    package var sampleVariance: Double? { count > 1 ? squares / Double(count - 1) : nil }

    package mutating func merge(_ other: Moments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let (n, m) = (Double(count), Double(other.count))
        let difference = other.mean - mean
        count += other.count
        mean += difference * (m / (n + m))
        squares += other.squares + difference * difference * (n * m / (n + m))
    }

    /// Adds numbers by the keys that they are sorted by.
    mutating func add(sorted keys: ArraySlice<UInt64>) {
        guard !keys.isEmpty else { return }
        var sum = 0.0
        for key in keys { sum += OrderKey.value(key) }
        let mean = sum / Double(keys.count)
        var squares = 0.0
        for key in keys {
            let difference = OrderKey.value(key) - mean
            squares += difference * difference
        }
        merge(Moments(count: keys.count, mean: mean, squares: squares))
    }
}
