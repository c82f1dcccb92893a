/// A node, packed into 16 bytes for the walk through plain trees.
///
/// A leaf leads to itself, so that a walk may take more steps than there are.
struct TreeStep: Sendable {
    /// +∞ in a leaf, which every number passes.
    var threshold: Double
    /// The feature, and in the lowest bit whether NaN goes right.
    var featureAndMissing: Int32
    /// The left child, after which the right one comes.
    var left: Int32

    static func steps(of parts: TreeEnsembleBuilder) -> [TreeStep] {
        parts.tests.indices.map { node in
            let isLeaf = parts.tests[node] == .leaf
            return TreeStep(
                threshold: isLeaf ? .infinity : parts.thresholds[node],
                featureAndMissing: max(parts.features[node], 0) << 1
                    | (parts.missingGoesLeft[node] ? 0 : 1),
                left: parts.left[node])
        }
    }

    /// Which trees have thresholds only, with zeros that are not missing.
    static func plainTrees(of parts: TreeEnsembleBuilder) -> [Bool] {
        parts.widths.indices.map { tree in
            (parts.roots[tree]..<parts.roots[tree + 1]).allSatisfy { node in
                parts.tests[node] == .leaf
                    || parts.tests[node] == .atMost && !parts.zeroIsMissing[node]
            }
        }
    }
}

extension TreeEnsemble {
    /// As many rows as go through the trees together, so that their values stay in the cache.
    private static let rowsPerBlock = 64
    /// As many rows as walk one tree side by side, which hides the wait for each node.
    private static let lanes = 8

    /// Each row's margins.
    ///
    /// - Parameters:
    ///   - matrix: The rows one after the other, NaN where missing; shape `[rows, features]`.
    ///   - rowCount: `matrix.count / featureCount`.
    /// - Returns: Shape `[rows, outputs]`.
    /// - Complexity: O(rows · trees · depth).
    package func margins(of matrix: [Double], rowCount: Int) -> [Double] {
        precondition(rowCount >= 0 && matrix.count == rowCount * featureCount)
        var margins: [Double] = []
        margins.reserveCapacity(rowCount * outputCount)
        for _ in 0..<rowCount { margins += baseMargins }
        matrix.withUnsafeBufferPointer { values in
            margins.withUnsafeMutableBufferPointer { sums in
                for first in stride(from: 0, to: rowCount, by: Self.rowsPerBlock) {
                    let rows = first..<min(first + Self.rowsPerBlock, rowCount)
                    addTrees(rows: rows, values: values, sums: sums)
                }
            }
        }
        return margins
    }

    /// Adds all trees' leaves for a block of rows, tree by tree.
    private func addTrees(
        rows: Range<Int>, values: UnsafeBufferPointer<Double>,
        sums: UnsafeMutableBufferPointer<Double>
    ) {
        let hasMissing = values[rows.lowerBound * featureCount..<rows.upperBound * featureCount]
            .contains(where: \.isNaN)
        for tree in 0..<treeCount {
            var row = rows.lowerBound
            if isPlain[tree], featureCount > 0 {
                while row + Self.lanes <= rows.upperBound {
                    addPlain(
                        tree, row: row, values: values, sums: sums, hasMissing: hasMissing)
                    row += Self.lanes
                }
            }
            while row < rows.upperBound {
                let cells = values[row * featureCount..<(row + 1) * featureCount]
                let leaf = leaf(ofTree: tree, row: UnsafeBufferPointer(rebasing: cells))
                addLeaf(leaf, tree: tree, row: row, sums: sums)
                row += 1
            }
        }
    }

    @inline(__always)
    private func addLeaf(
        _ leaf: Int, tree: Int, row: Int, sums: UnsafeMutableBufferPointer<Double>
    ) {
        let value = Int(payloads[leaf])
        let first = row * outputCount + firstOutputs[tree]
        for output in 0..<widths[tree] { sums[first + output] += leafValues[value + output] }
    }

    /// Walks eight rows down a plain tree at once.
    private func addPlain(
        _ tree: Int, row: Int, values: UnsafeBufferPointer<Double>,
        sums: UnsafeMutableBufferPointer<Double>, hasMissing: Bool
    ) {
        var nodes = SIMD8<Int32>(repeating: Int32(roots[tree]))
        steps.withUnsafeBufferPointer { steps in
            for _ in 0..<depths[tree] {
                let before = nodes
                for lane in 0..<Self.lanes {
                    let step = steps[Int(nodes[lane])]
                    let value = values[
                        (row + lane) * featureCount + Int(step.featureAndMissing >> 1)]
                    var goesRight: Int32 = value > step.threshold ? 1 : 0
                    if hasMissing { goesRight |= value.isNaN ? step.featureAndMissing & 1 : 0 }
                    nodes[lane] = step.left &+ goesRight
                }
                if nodes == before { break }
            }
        }
        for lane in 0..<Self.lanes {
            addLeaf(Int(nodes[lane]), tree: tree, row: row + lane, sums: sums)
        }
    }
}
