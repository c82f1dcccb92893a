/// How far two distribution functions lie apart: at their furthest, and over all.
///
/// One walk up both sorted samples. Without weights the difference `F − G` is kept as a whole number
/// of `1 / (rows · rows)`, so that it is exact at every step.
struct DistributionDistance: Sendable, Equatable {
    /// `max |F − G|`, 0...1.
    private(set) var largest = 0.0
    /// The lowest value at which the difference is largest.
    private(set) var place = 0.0
    /// Whether there the reference has more rows at or below that value.
    private(set) var referenceIsLower = false
    /// `∫ |F − G|`, in the unit of the values; of no meaning when a value is infinite.
    private(set) var area = 0.0
    /// The variance of what one row of the reference adds to the area.
    private(set) var referenceVariance = 0.0
    /// The same for a row of the current sample.
    private(set) var currentVariance = 0.0

    /// - Complexity: O(rows of both).
    init(_ reference: SortedSample, _ current: SortedSample) {
        precondition(reference.rows > 0 && current.rows > 0, "distances are between rows")
        if reference.weights == nil, current.weights == nil {
            walk(reference, current)
        } else {
            walkWeights(reference, current)
        }
    }

    private mutating func walk(_ reference: SortedSample, _ current: SortedSample) {
        let (n, m) = (reference.rows, current.rows)
        var (i, k, s, largest, sum, slope) = (0, 0, 0, 0, 0.0, 0.0)
        var (first, second) = (InfluenceSum(), InfluenceSum())
        var at = min(reference.keys[0], current.keys[0])
        var placeKey = at
        var value = OrderKey.value(at)
        while true {
            let a = reference.keys[i] == at ? 1 : 0
            let b = current.keys[k] == at ? 1 : 0
            i += a
            k += b
            s += a * m - b * n
            first.add(slope, times: Double(a))
            second.add(slope, times: Double(b))
            let next = min(reference.keys[i], current.keys[k])
            if next == at { continue }
            if s.magnitude > largest.magnitude { (largest, placeKey) = (s, at) }
            if next == OrderKey.end { break }
            let width = OrderKey.value(next) - value
            sum += Double(s.magnitude) * width
            slope += s == 0 ? 0 : s > 0 ? width : -width
            at = next
            value = OrderKey.value(at)
        }
        let product = Double(n) * Double(m)
        finish(Double(largest) / product, placeKey, area: sum / product)
        referenceVariance = first.variance(rows: Double(n))
        currentVariance = second.variance(rows: Double(m))
    }

    private mutating func walkWeights(_ reference: SortedSample, _ current: SortedSample) {
        var (i, k, f, g, largest, sum, slope) = (0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
        var (first, second) = (InfluenceSum(), InfluenceSum())
        var at = min(reference.keys[0], current.keys[0])
        var placeKey = at
        while true {
            while i < reference.rows, reference.keys[i] == at {
                f += (reference.weights?[i] ?? 1) / reference.weight
                first.add(slope, times: reference.weights?[i] ?? 1)
                i += 1
            }
            while k < current.rows, current.keys[k] == at {
                g += (current.weights?[k] ?? 1) / current.weight
                second.add(slope, times: current.weights?[k] ?? 1)
                k += 1
            }
            let next = min(reference.keys[i], current.keys[k])
            if next == OrderKey.end { break }
            let difference = f - g
            if difference.magnitude > largest.magnitude { (largest, placeKey) = (difference, at) }
            let width = OrderKey.value(next) - OrderKey.value(at)
            sum += difference.magnitude * width
            slope += difference == 0 ? 0 : difference > 0 ? width : -width
            at = next
        }
        finish(largest, placeKey, area: sum)
        referenceVariance = first.variance(rows: reference.weight)
        currentVariance = second.variance(rows: current.weight)
    }

    private mutating func finish(_ signed: Double, _ key: UInt64, area: Double) {
        largest = min(signed.magnitude, 1)
        referenceIsLower = signed > 0
        place = OrderKey.value(key)
        self.area = area
    }
}

/// Sums from which a variance is made.
private struct InfluenceSum {
    var sum = 0.0
    var squares = 0.0

    @inline(__always)
    mutating func add(_ value: Double, times: Double) {
        sum += value * times
        squares += value * value * times
    }

    func variance(rows: Double) -> Double {
        let mean = sum / rows
        return max(squares / rows - mean * mean, 0)
    }
}
