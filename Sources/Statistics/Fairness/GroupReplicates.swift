/// Resampled counts of one group, or sums of several: how many rows of either label pass each
/// threshold, in each replicate.
///
/// A group's random numbers depend on the seed and its name alone.
struct GroupReplicates: Sendable {
    let replicates: Int
    /// Rows that pass at least `bin` thresholds, at `bin · replicates + replicate`.
    private var positives: [Double]
    private var negatives: [Double]

    init(bins: Int, replicates: Int) {
        self.replicates = replicates
        positives = [Double](repeating: 0, count: bins * replicates)
        negatives = positives
    }

    mutating func draw(
        positives counts: ArraySlice<Int>, negatives others: ArraySlice<Int>,
        random: inout SeededRandom
    ) {
        Self.draw(counts, into: &positives, replicates, &random)
        Self.draw(others, into: &negatives, replicates, &random)
    }

    private static func draw(
        _ counts: ArraySlice<Int>, into sums: inout [Double], _ replicates: Int,
        _ random: inout SeededRandom
    ) {
        for bin in (0..<counts.count).reversed() {
            let law = PoissonLaw(mean: Double(counts[counts.startIndex + bin]))
            let start = bin * replicates
            if bin == counts.count - 1 {
                for replicate in 0..<replicates { sums[start + replicate] = law.draw(&random) }
            } else {
                for replicate in 0..<replicates {
                    sums[start + replicate] =
                        sums[start + replicates + replicate] + law.draw(&random)
                }
            }
        }
    }

    mutating func add(_ other: GroupReplicates) {
        for index in positives.indices {
            positives[index] += other.positives[index]
            negatives[index] += other.negatives[index]
        }
    }

    /// Sets the rate in each replicate, NaN where nobody is counted.
    ///
    /// - Parameters:
    ///   - series: Shape `[replicates]`.
    ///   - rate: Which one.
    ///   - threshold: An index, ascending.
    func fill(_ series: inout [Double], _ rate: GroupRate, threshold: Int) {
        let start = (threshold + 1) * replicates
        positives.withUnsafeBufferPointer { positives in
            negatives.withUnsafeBufferPointer { negatives in
                series.withUnsafeMutableBufferPointer { series in
                    for index in 0..<replicates {
                        let share = Self.share(
                            rate, positives: positives[index], negatives: negatives[index],
                            truePositives: positives[start + index],
                            falsePositives: negatives[start + index])
                        series[index] = share
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func share(
        _ rate: GroupRate, positives: Double, negatives: Double, truePositives: Double,
        falsePositives: Double
    ) -> Double {
        let rows = positives + negatives
        let selected = truePositives + falsePositives
        return switch rate {
        case .selection: selected / rows
        case .rejection: (rows - selected) / rows
        case .truePositive: truePositives / positives
        case .falseNegative: (positives - truePositives) / positives
        case .falsePositive: falsePositives / negatives
        case .trueNegative: (negatives - falsePositives) / negatives
        case .precision: truePositives / selected
        case .falseDiscovery: falsePositives / selected
        case .falseOmission: (positives - truePositives) / (rows - selected)
        case .accuracy: (truePositives + negatives - falsePositives) / rows
        }
    }
}
