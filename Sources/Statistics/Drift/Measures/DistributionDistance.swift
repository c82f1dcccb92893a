/// How far two distribution functions lie apart: at their furthest, and over all.
///
/// Without weights it comes from a ``DistanceWalk``, with them from a walk up both sorted samples.
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

    /// Of rows that were walked.
    init(_ walk: DistanceWalk) {
        let (n, m) = (Double(walk.rows.reference), Double(walk.rows.current))
        finish(Double(walk.largest) / (n * m), walk.largestKey, area: walk.area / (n * m))
        referenceVariance = walk.referenceInfluence.variance(rows: n)
        currentVariance = walk.currentInfluence.variance(rows: m)
    }

    /// - Complexity: O(rows of both).
    init(_ reference: SortedSample, _ current: SortedSample) {
        precondition(reference.rows > 0 && current.rows > 0, "distances are between rows")
        var (i, k, f, g, largest, sum, slope) = (0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
        var (first, second) = (PowerSums(), PowerSums())
        var at = min(reference.keys[0], current.keys[0])
        var placeKey = at
        while true {
            while i < reference.rows, reference.keys[i] == at {
                f += reference.weights[i] / reference.weight
                first.add(slope, times: reference.weights[i])
                i += 1
            }
            while k < current.rows, current.keys[k] == at {
                g += current.weights[k] / current.weight
                second.add(slope, times: current.weights[k])
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
