/// How often rows with about the same score are true: the reliability curve, and how far it is from
/// the scores.
///
/// Bins are `(lower, upper]`, the first with its lower edge too, as in scikit-learn's
/// `calibration_curve`; empty bins are left out. The expected calibration error is the mean, over
/// rows, of the distance between a bin's share of true rows and its mean score. It cannot be below
/// 0, so for few rows per bin it is above 0 even for perfect scores.
///
/// Source: M. Naeini, G. Cooper, M. Hauskrecht, *Obtaining well calibrated probabilities using
/// Bayesian binning*, AAAI (2015).
package struct CalibrationCurve: Sendable, Equatable {
    package enum Binning: Sendable, Equatable {
        /// Bins of equal width over 0...1.
        case width(bins: Int)
        /// Bins between quantiles of the scores (NumPy's linear ones); equal edges are one.
        case quantiles(bins: Int)
    }

    package struct Bin: Sendable, Equatable {
        package let lower: Double
        package let upper: Double
        package let meanScore: Double
        /// The share of rows that are true.
        package let share: WilsonInterval
    }

    package static let binsMost = 1_000

    package let binning: Binning
    package let bins: [Bin]
    package let expectedError: Estimate
    package let largestError: Double

    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: The probability of a true label, 0...1; same shape.
    ///   - binning: How scores are cut into bins.
    ///   - bootstrap: How the error's interval is resampled: each bin's rows of either label as
    ///     their Poisson number, with the mean score among them kept.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, a score is no
    ///   probability, or there is not one bin at least.
    /// - Complexity: O(rows · log bins), with a sort for quantiles.
    package init(
        labels: [Bool], scores: [Double], binning: Binning = .width(bins: 10),
        bootstrap: CellBootstrap
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let edges = try Self.edges(binning, scores)
        var counts = [Int](repeating: 0, count: edges.count * 2)
        var sums = [Double](repeating: 0, count: edges.count * 2)
        for row in scores.indices {
            let cell = Self.bin(of: scores[row], edges) * 2 + (labels[row] ? 1 : 0)
            counts[cell] += 1
            sums[cell] += scores[row]
        }
        var bins: [Bin] = []
        for index in 0..<(edges.count - 1) {
            let (negatives, positives) = (counts[index * 2], counts[index * 2 + 1])
            guard negatives + positives > 0 else { continue }
            bins.append(
                Bin(
                    lower: edges[index], upper: edges[index + 1],
                    meanScore: (sums[index * 2] + sums[index * 2 + 1])
                        / Double(negatives + positives),
                    share: try WilsonInterval(
                        successes: positives, trials: negatives + positives,
                        confidence: bootstrap.confidence)))
        }
        self.binning = binning
        self.bins = bins
        largestError = bins.map { ($0.share.estimate - $0.meanScore).magnitude }.max() ?? 0
        let means = counts.indices.map { counts[$0] > 0 ? sums[$0] / Double(counts[$0]) : 0 }
        let error = bootstrap.estimate(counts: counts, stream: "calibration") {
            Self.error($0, means)
        }
        guard let error else { throw .noRows }
        expectedError = error
    }

    /// The distance from the diagonal, over all rows.
    static func error(_ cells: [Double], _ means: [Double]) -> Double {
        var (distance, rows) = (0.0, 0.0)
        for bin in stride(from: 0, to: cells.count, by: 2) {
            let scores = cells[bin] * means[bin] + cells[bin + 1] * means[bin + 1]
            distance += (cells[bin + 1] - scores).magnitude
            rows += cells[bin] + cells[bin + 1]
        }
        return distance / rows
    }

    static func edges(
        _ binning: Binning, _ scores: [Double]
    ) throws(SampleError) -> [Double] {
        switch binning {
        case .width(let bins):
            try check(bins)
            return (0...bins).map { Double($0) / Double(bins) }
        case .quantiles(let bins):
            try check(bins)
            let sorted = scores.sorted()
            var edges: [Double] = []
            for cut in 0...bins {
                let place = Double(cut) / Double(bins) * Double(sorted.count - 1)
                let index = min(Int(place), sorted.count - 1)
                let next = min(index + 1, sorted.count - 1)
                let edge =
                    sorted[index] + (sorted[next] - sorted[index]) * (place - Double(index))
                if edges.last != edge { edges.append(edge) }
            }
            return edges.count > 1 ? edges : [edges[0], edges[0]]
        }
    }

    private static func check(_ bins: Int) throws(SampleError) {
        guard bins > 0, bins <= binsMost else {
            throw .parameterOutOfRange(
                name: "number of bins", value: Double(bins), range: "1 to \(binsMost)")
        }
    }

    /// The bin whose upper edge is the first that the score does not pass.
    static func bin(of score: Double, _ edges: [Double]) -> Int {
        var (low, high) = (1, edges.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if score > edges[middle] { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
