import RealModule

/// Each value of a matrix as the number of its quantile bin.
struct BinnedMatrix {
    static let binsMost = 32

    /// Column after column; shape `[columns × rows]`.
    let bins: [UInt8]
    let rows: Int
    let columns: Int

    init(_ matrix: FeatureMatrix) {
        rows = matrix.rows
        columns = matrix.columns
        var bins: [UInt8] = []
        bins.reserveCapacity(rows * columns)
        for column in 0..<columns {
            let values = (0..<matrix.rows).map { matrix.values[$0 * matrix.columns + column] }
            let edges = QuantileBins(of: values, bins: Self.binsMost).edges
            for value in values { bins.append(Self.bin(value, edges)) }
        }
        self.bins = bins
    }

    /// How many edges are at or below the value.
    private static func bin(_ value: Double, _ edges: [Double]) -> UInt8 {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return UInt8(low)
    }
}

/// A sum of decisions on one column each, fitted one after another to the logistic loss.
///
/// Source: J. Friedman, *Greedy function approximation: a gradient boosting machine*, Annals of
/// Statistics 29 (2001), with Newton steps.
struct BoostedStumps {
    struct Stump {
        let column: Int
        /// The last bin of the lower side.
        let bin: UInt8
        let lower: Double
        let upper: Double
    }

    private var stumps: [Stump] = []
    /// What each column's stumps took off the loss; shape `[columns]`.
    private(set) var gains: [Double]
    private let base: Double

    init(
        _ bins: BinnedMatrix, rows: [Int], referenceRows: Int, rounds: Int, rate: Double
    ) {
        gains = [Double](repeating: 0, count: bins.columns)
        let positives = Double(rows.reduce(0) { $0 + ($1 >= referenceRows ? 1 : 0) })
        base = Double.log(positives / (Double(rows.count) - positives))
        var margins = [Double](repeating: base, count: bins.rows)
        var slopes = [(slope: Double, weight: Double)](repeating: (0, 0), count: bins.rows)
        for _ in 0..<rounds {
            for row in rows {
                let share = 1 / (1 + Double.exp(-margins[row]))
                slopes[row] = ((row >= referenceRows ? 1 : 0) - share, share * (1 - share))
            }
            guard let (stump, gain) = Self.best(bins, rows, slopes, rate), gain > 1e-9 else {
                return
            }
            stumps.append(stump)
            gains[stump.column] += gain
            for row in rows { margins[row] += Self.value(stump, bins, row) }
        }
    }

    /// The chance that the row is of the current sample.
    func score(_ bins: BinnedMatrix, _ row: Int) -> Double {
        let margin = stumps.reduce(base) { $0 + Self.value($1, bins, row) }
        return 1 / (1 + Double.exp(-margin))
    }

    private static func value(_ stump: Stump, _ bins: BinnedMatrix, _ row: Int) -> Double {
        bins.bins[stump.column * bins.rows + row] <= stump.bin ? stump.lower : stump.upper
    }

    private static func best(
        _ bins: BinnedMatrix, _ rows: [Int], _ slopes: [(slope: Double, weight: Double)],
        _ rate: Double
    ) -> (Stump, Double)? {
        var best: (Stump, Double)?
        for column in 0..<bins.columns {
            var sums = [(slope: Double, weight: Double)](
                repeating: (0, 0), count: BinnedMatrix.binsMost)
            for row in rows {
                let bin = Int(bins.bins[column * bins.rows + row])
                sums[bin].slope += slopes[row].slope
                sums[bin].weight += slopes[row].weight
            }
            guard let (stump, gain) = split(column, sums, rate) else { continue }
            if gain > best?.1 ?? 0 { best = (stump, gain) }
        }
        return best
    }

    /// The cut of a column that gains most; each side's value has a penalty of one row.
    private static func split(
        _ column: Int, _ sums: [(slope: Double, weight: Double)], _ rate: Double
    ) -> (Stump, Double)? {
        let all = sums.reduce((0.0, 0.0)) { ($0.0 + $1.slope, $0.1 + $1.weight) }
        var (slope, weight) = (0.0, 0.0)
        var best: (Stump, Double)?
        for bin in 0..<(sums.count - 1) {
            slope += sums[bin].slope
            weight += sums[bin].weight
            let (rest, restWeight) = (all.0 - slope, all.1 - weight)
            let gain =
                slope * slope / (weight + 1) + rest * rest / (restWeight + 1)
                - all.0 * all.0 / (all.1 + 1)
            if gain > best?.1 ?? 0 {
                let stump = Stump(
                    column: column, bin: UInt8(bin), lower: rate * slope / (weight + 1),
                    upper: rate * rest / (restWeight + 1))
                best = (stump, gain)
            }
        }
        return best
    }
}
