/// What a sketch answers.
extension QuantileSketch {
    /// Each kept value with the number of values that it stands for, ascending.
    package var weighted: [(value: Double, weight: Int)] {
        levels.enumerated().flatMap { level, values in
            values.map { (value: $0, weight: 1 << level) }
        }.sorted { $0.value < $1.value }
    }

    /// The sample that the sketch stands for, weighted.
    var sample: SortedSample {
        let weighted = weighted
        return SortedSample(
            keys: weighted.map { OrderKey.key($0.value) } + [OrderKey.end],
            weights: weighted.map { Double($0.weight) }, missing: 0,
            effectiveRows: Double(count))
    }

    /// The share of values at or below each of the given ones; `nil` of an empty sketch.
    package func shares(atOrBelow values: [Double]) -> [Double]? {
        guard count > 0 else { return nil }
        let weighted = weighted
        return values.map { limit in
            let below = weighted.reduce(0) { $0 + ($1.value <= limit ? $1.weight : 0) }
            return Double(below) / Double(count)
        }
    }

    /// The smallest kept values that these shares of all lie at or below.
    ///
    /// - Parameter shares: 0...1 each; 0 is the minimum and 1 the maximum, both exact.
    /// - Returns: As many values; `nil` of an empty sketch.
    package func quantiles(_ shares: [Double]) -> [Double]? {
        guard count > 0 else { return nil }
        let weighted = weighted
        return shares.map { share in
            if share <= 0 { return minimum }
            if share >= 1 { return maximum }
            let wanted = share * Double(count)
            var below = 0
            for entry in weighted {
                below += entry.weight
                if Double(below) >= wanted { return entry.value }
            }
            return maximum
        }
    }

    /// Bars of equal width from the lowest finite value to the highest, for a chart.
    ///
    /// - Parameter bars: ≥ 1.
    /// - Returns: Edges, of shape `[bars + 1]`, and the number of values between; `nil` when no value
    ///   is finite. A bar's number is off by at most ``shareError`` of all, with 99 % probability.
    package func histogram(bars: Int) -> (edges: [Double], counts: [Double])? {
        let finite = weighted.filter { $0.value.isFinite }
        guard bars > 0, let first = finite.first, let last = finite.last else { return nil }
        let low = minimum.isFinite ? minimum : first.value
        let high = maximum.isFinite ? maximum : last.value
        let width = (high - low) / Double(bars)
        // Of the least doubles there may be no such width.
        guard width > 0, width.isFinite else {
            return ([low, high], [Double(finite.reduce(0) { $0 + $1.weight })])
        }
        var counts = [Double](repeating: 0, count: bars)
        for entry in finite {
            let bar = min(max((entry.value - low) / width, 0), Double(bars - 1))
            counts[Int(bar)] += Double(entry.weight)
        }
        return ((0...bars).map { $0 == bars ? high : low + Double($0) * width }, counts)
    }
}
