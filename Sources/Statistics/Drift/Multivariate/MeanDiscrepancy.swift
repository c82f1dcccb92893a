import RealModule

/// How far two samples lie apart in all columns at once: the maximum mean discrepancy.
///
/// `MMD² = E k(x, x′) + E k(y, y′) − 2 E k(x, y)` with the kernel `exp(−‖x − y‖² / 2σ²)`, where `σ` is
/// the median distance of random pairs. Rows are shuffled into blocks of ``blockRows`` of either side;
/// the estimate is the mean of the blocks' unbiased ones, so it costs O(rows · block). The p-value
/// is the share of random reassignments of a block's rows to the sides whose mean is as large.
///
/// Sources: A. Gretton and others, *A kernel two-sample test*, JMLR 13 (2012); W. Zaremba, A. Gretton,
/// M. Blaschko, *B-test: low variance kernel two-sample test*, NIPS 2013.
package struct MeanDiscrepancy: Sendable, Equatable {
    package static let blockRows = 64

    /// Unbiased, so it may be below 0.
    package let square: Double
    package let bandwidth: Double
    package let pValue: Double
    package let permutations: Int

    /// - Parameters:
    ///   - matrix: At least two rows of either side and one column.
    ///   - permutations: ≥ 1; the smallest p-value is `1 / (permutations + 1)`.
    ///   - seed: Of the shuffles.
    /// - Throws: ``DriftError`` when there are too few rows or no column varies.
    package init(
        _ matrix: FeatureMatrix, permutations: Int = 199, seed: UInt64 = 0
    ) throws(DriftError) {
        guard matrix.referenceRows > 1 else { throw .noValues(.reference) }
        guard matrix.currentRows > 1, matrix.columns > 0 else { throw .noValues(.current) }
        guard permutations > 0 else {
            throw .settingOutOfRange(what: "permutations", value: Double(permutations))
        }
        var generator = SeededGenerator(seed: seed)
        let blocks = Self.blocks(matrix, &generator)
        let bandwidth = Self.medianDistance(matrix, &generator)
        let kernels = blocks.map { KernelBlock(matrix, rows: $0, bandwidth: bandwidth) }
        let square = kernels.reduce(0) { $0 + $1.discrepancy } / Double(kernels.count)
        var asLarge = 0
        for _ in 0..<permutations {
            var sum = 0.0
            for kernel in kernels { sum += kernel.shuffledDiscrepancy(&generator) }
            if sum / Double(kernels.count) >= square { asLarge += 1 }
        }
        self.square = square
        self.bandwidth = bandwidth
        self.permutations = permutations
        pValue = Double(asLarge + 1) / Double(permutations + 1)
    }

    /// Rows of the reference, then as many of the current side, per block.
    private static func blocks(
        _ matrix: FeatureMatrix, _ generator: inout SeededGenerator
    ) -> [[Int]] {
        let first = Array(0..<matrix.referenceRows).shuffled(using: &generator)
        let second = Array(matrix.referenceRows..<matrix.rows).shuffled(using: &generator)
        let size = min(blockRows, first.count, second.count)
        let count = min(first.count, second.count) / size
        return (0..<count).map { block in
            Array(first[block * size..<(block + 1) * size])
                + Array(second[block * size..<(block + 1) * size])
        }
    }

    private static func medianDistance(
        _ matrix: FeatureMatrix, _ generator: inout SeededGenerator
    ) -> Double {
        var squares: [Double] = []
        for _ in 0..<2_000 {
            let (i, j) = (
                generator.below(matrix.rows),
                generator.below(matrix.rows)
            )
            if i != j { squares.append(matrix.squaredDistance(i, j)) }
        }
        squares.sort()
        let median = squares.isEmpty ? 1 : squares[squares.count / 2]
        return median > 0 ? median.squareRoot() : 1
    }
}

extension FeatureMatrix {
    func squaredDistance(_ i: Int, _ j: Int) -> Double {
        var sum = 0.0
        for column in 0..<columns {
            let difference = values[i * columns + column] - values[j * columns + column]
            sum += difference * difference
        }
        return sum
    }
}

/// The kernel between all rows of a block, half of them of either side.
private struct KernelBlock {
    private let kernel: [Double]
    private let size: Int

    init(_ matrix: FeatureMatrix, rows: [Int], bandwidth: Double) {
        size = rows.count
        var kernel = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in 0..<i {
                let square = matrix.squaredDistance(rows[i], rows[j])
                let value = Double.exp(-square / (2 * bandwidth * bandwidth))
                kernel[i * size + j] = value
                kernel[j * size + i] = value
            }
        }
        self.kernel = kernel
    }

    var discrepancy: Double { discrepancy(Array(0..<size)) }

    func shuffledDiscrepancy(_ generator: inout SeededGenerator) -> Double {
        discrepancy(Array(0..<size).shuffled(using: &generator))
    }

    /// Unbiased, with the first half of an order as one side.
    private func discrepancy(_ order: [Int]) -> Double {
        let half = size / 2
        let sides = order.indices.reduce(into: [Double](repeating: 1, count: size)) {
            if $1 >= half { $0[order[$1]] = -1 }
        }
        var (within, between) = (0.0, 0.0)
        for i in 0..<size {
            for j in 0..<i {
                let value = kernel[i * size + j]
                if sides[i] == sides[j] { within += value } else { between += value }
            }
        }
        let n = Double(half)
        return 2 * within / (n * (n - 1)) - 2 * between / (n * n)
    }
}
