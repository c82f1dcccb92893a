import RealModule

/// A feature's training values, cut into a few bins: at the quartiles, or one for each category.
///
/// Missing values are a bin of their own.
package struct FeatureBins: Sendable, Equatable {
    package enum Bin: Sendable, Equatable {
        /// Above `lower` (which the first bin includes) up to and with `upper`.
        case range(lower: Double, upper: Double)
        case category(Double)
        case missing
    }

    /// At most four ranges, or the categories in ascending order; then missing, if there is any.
    package let bins: [Bin]
    /// How many training rows are in each; shape `[bins]`.
    package let counts: [Int]
    /// Mean and standard deviation of the training values in each range; else 0; shape `[bins]`.
    private let means: [Double]
    private let deviations: [Double]

    /// - Complexity: O(rows · log rows).
    init(_ values: [Double], isCategory: Bool) {
        let sorted = values.filter { !$0.isNaN }.sorted()
        var bins = isCategory ? Self.categories(sorted) : Self.ranges(sorted)
        if sorted.count < values.count { bins.append(.missing) }
        var counts = [Int](repeating: 0, count: bins.count)
        var sums = [Double](repeating: 0, count: bins.count)
        let places = values.map { Self.place(of: $0, in: bins) }
        for (place, value) in zip(places, values) {
            guard let place else { continue }
            counts[place] += 1
            sums[place] += value
        }
        let means = zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : 0 }
        var squares = [Double](repeating: 0, count: bins.count)
        for (place, value) in zip(places, values) {
            guard let place else { continue }
            squares[place] += (value - means[place]) * (value - means[place])
        }
        self.bins = bins
        self.counts = counts
        self.means = means
        deviations = zip(squares, counts).map { ($0 / Double(max($1, 1))).squareRoot() }
    }

    private static func categories(_ sorted: [Double]) -> [Bin] {
        var distinct: [Double] = []
        for value in sorted where distinct.last != value { distinct.append(value) }
        return distinct.map { .category($0) }
    }

    private static func ranges(_ sorted: [Double]) -> [Bin] {
        guard let first = sorted.first, let last = sorted.last else { return [] }
        var edges: [Double] = []
        for share in [0.25, 0.5, 0.75] {
            let edge = quantile(share, of: sorted)
            if edges.last != edge { edges.append(edge) }
        }
        return zip([first] + edges, edges + [last]).map { .range(lower: $0, upper: $1) }
    }

    /// By linear interpolation between neighbours, as NumPy does by default.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let lower = Int(place)
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
    }

    /// Which bin a value is in; `nil` for a category or a gap that training did not have.
    package func place(of value: Double) -> Int? { Self.place(of: value, in: bins) }

    private static func place(of value: Double, in bins: [Bin]) -> Int? {
        if value.isNaN { return bins.lastIndex(of: .missing) }
        let ranges = bins.last == .missing ? bins.dropLast() : bins[...]
        for (place, bin) in ranges.enumerated() {
            switch bin {
            case .range(_, let upper) where value <= upper || place == ranges.count - 1:
                return place
            case .category(value): return place
            case .range, .category, .missing: continue
            }
        }
        return nil
    }

    /// A value from a bin: of a range from the normal distribution of its training values, cut off
    /// at its ends.
    func draw(_ place: Int, _ numbers: inout SeededRandom) -> Double {
        switch bins[place] {
        case .missing: return .nan
        case .category(let value): return value
        case .range(let lower, let upper):
            let (mean, deviation) = (means[place], deviations[place])
            guard deviation > 0, lower < upper, (upper - lower).isFinite else {
                return counts[place] > 0 ? mean : lower
            }
            let low = Self.normal((lower - mean) / deviation)
            let high = Self.normal((upper - mean) / deviation)
            let share = low + (high - low) * numbers.unit()
            guard let deviate = try? NormalQuantile(share).value else { return mean }
            return min(max(mean + deviation * deviate, lower), upper)
        }
    }

    private static func normal(_ value: Double) -> Double {
        Double.erfc(-value / Double.sqrt(2)) / 2
    }
}
