/// A column of numbers in ascending order, each with its weight.
///
/// NaN is missing. ±∞ are values, at the ends; −0 is 0.
package struct SortedSample: Sendable {
    /// ``OrderKey``s, ascending, with ``OrderKey/end`` after the last; shape `[rows + 1]`.
    let keys: [UInt64]
    /// Each key's weight, > 0; shape `[rows]`.
    let weights: [Double]
    /// Values that are not missing and whose weight is not 0.
    package let rows: Int
    /// Values that are NaN.
    package let missing: Int
    /// Σw.
    package let weight: Double
    /// Kish's (Σw)² / Σw²: as many equal rows would say as much.
    package let effectiveRows: Double

    /// - Parameters:
    ///   - values: Shape `[rows]`.
    ///   - weights: ≥ 0 and finite; same shape. A row of weight 0 is left out.
    /// - Throws: ``DriftError`` when a weight is out of its range, or their number is not the rows'.
    /// - Complexity: O(rows · log rows).
    package init(_ values: [Double], weights: [Double]) throws(DriftError) {
        guard weights.count == values.count else {
            throw .lengthsDiffer(what: "weights", count: weights.count, expected: values.count)
        }
        for row in weights.indices where !(weights[row] >= 0 && weights[row] < .infinity) {
            throw .weightOutOfRange(row: row, weight: weights[row])
        }
        let kept = values.indices.filter { !values[$0].isNaN && weights[$0] > 0 }
            .map { (key: OrderKey.key(values[$0]), weight: weights[$0]) }
            .sorted { $0.key < $1.key }
        self.init(
            keys: kept.map(\.key) + [OrderKey.end], weights: kept.map(\.weight),
            missing: values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) })
    }

    /// Weighted values that are already in order.
    ///
    /// - Parameters:
    ///   - keys: Ascending, with the end.
    ///   - weights: > 0; one fewer.
    ///   - missing: Rows without a value.
    ///   - effectiveRows: Kish's number unless it is known otherwise.
    init(keys: [UInt64], weights: [Double], missing: Int, effectiveRows: Double? = nil) {
        self.keys = keys
        self.weights = weights
        self.missing = missing
        rows = weights.count
        weight = weights.reduce(0, +)
        let squares = weights.reduce(0) { $0 + $1 * $1 }
        self.effectiveRows = effectiveRows ?? (squares > 0 ? weight * weight / squares : 0)
    }

    /// The value at a place in the order, 0..<rows.
    func value(_ place: Int) -> Double { OrderKey.value(keys[place]) }

    /// Whether the lowest or highest value is infinite; false of no rows.
    var hasInfinity: Bool {
        rows > 0 && !(value(0).isFinite && value(rows - 1).isFinite)
    }

    /// How much weight lies below a key.
    ///
    /// - Complexity: O(rows).
    func weight(below key: UInt64) -> Double { weights[..<place(of: key)].reduce(0, +) }

    /// How many rows have a lower key.
    private func place(of key: UInt64) -> Int {
        var (low, high) = (0, rows)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Mean and variance (over `Σw`), or `nil` when a value is infinite or there are none.
    package var moments: (mean: Double, variance: Double)? {
        guard rows > 0, !hasInfinity else { return nil }
        var mean = 0.0
        for place in 0..<rows { mean += value(place) * weights[place] }
        mean /= weight
        var squares = 0.0
        for place in 0..<rows {
            let difference = value(place) - mean
            squares += difference * difference * weights[place]
        }
        return (mean, squares / weight)
    }
}
