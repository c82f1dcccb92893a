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
        let cells = values[rows.lowerBound * featureCount..<rows.upperBound * featureCount]
        let hasMissing = cells.contains(where: \.isNaN)
        for tree in 0..<treeCount {
            var row = rows.lowerBound
            if isPlain[tree], featureCount > 0 {
                while row + TreeWalk.lanes <= rows.upperBound {
                    addPlain(tree, row: row, values: values, sums: sums, hasMissing: hasMissing)
                    row += TreeWalk.lanes
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

    /// Walks some rows down a plain tree side by side, which hides the wait for each node.
    @inline(__always)
    private func addPlain(
        _ tree: Int, row: Int, values: UnsafeBufferPointer<Double>,
        sums: UnsafeMutableBufferPointer<Double>, hasMissing: Bool
    ) {
        guard let cells = values.baseAddress else { return }
        steps.withUnsafeBufferPointer { steps in
            guard let first = steps.baseAddress else { return }
            var walk = TreeWalk(root: roots[tree])
            let start = cells + row * featureCount
            if hasMissing {
                walk.descendMissing(
                    depths[tree], steps: first, rows: start, featureCount: featureCount)
            } else {
                walk.descend(depths[tree], steps: first, rows: start, featureCount: featureCount)
            }
            addLeaf(walk.a, tree: tree, row: row, sums: sums)
            addLeaf(walk.b, tree: tree, row: row + 1, sums: sums)
            addLeaf(walk.c, tree: tree, row: row + 2, sums: sums)
            addLeaf(walk.d, tree: tree, row: row + 3, sums: sums)
            addLeaf(walk.e, tree: tree, row: row + 4, sums: sums)
            addLeaf(walk.f, tree: tree, row: row + 5, sums: sums)
            addLeaf(walk.g, tree: tree, row: row + 6, sums: sums)
            addLeaf(walk.h, tree: tree, row: row + 7, sums: sums)
        }
    }
}

/// The nodes at which eight neighbouring rows are, each in a register of its own.
///
/// INVARIANT: a walk runs on an ensemble's own steps, whose children and features were checked when
/// it was built; so its pointers stay inside.
private struct TreeWalk {
    static let lanes = 8
    /// In a deep tree most rows are in their leaves before the last one is; that is looked at after
    /// as many steps as this.
    private static let levelsPerLook = 8

    private(set) var a: Int
    private(set) var b: Int
    private(set) var c: Int
    private(set) var d: Int
    private(set) var e: Int
    private(set) var f: Int
    private(set) var g: Int
    private(set) var h: Int

    init(root: Int) {
        (a, b, c, d) = (root, root, root, root)
        (e, f, g, h) = (root, root, root, root)
    }

    private var nodes: SIMD8<Int> { SIMD8(a, b, c, d, e, f, g, h) }

    /// Rows without NaN.
    @inline(__always)
    mutating func descend(
        _ depth: Int, steps: UnsafePointer<TreeStep>, rows: UnsafePointer<Double>,
        featureCount: Int
    ) {
        for first in stride(from: 0, to: depth, by: Self.levelsPerLook) {
            let before = nodes
            for _ in first..<min(first + Self.levelsPerLook, depth) {
                a = Self.next(steps[a], rows)
                b = Self.next(steps[b], rows + featureCount)
                c = Self.next(steps[c], rows + 2 * featureCount)
                d = Self.next(steps[d], rows + 3 * featureCount)
                e = Self.next(steps[e], rows + 4 * featureCount)
                f = Self.next(steps[f], rows + 5 * featureCount)
                g = Self.next(steps[g], rows + 6 * featureCount)
                h = Self.next(steps[h], rows + 7 * featureCount)
            }
            if before == nodes { return }
        }
    }

    /// Rows in which NaN may be.
    @inline(__always)
    mutating func descendMissing(
        _ depth: Int, steps: UnsafePointer<TreeStep>, rows: UnsafePointer<Double>,
        featureCount: Int
    ) {
        for first in stride(from: 0, to: depth, by: Self.levelsPerLook) {
            let before = nodes
            for _ in first..<min(first + Self.levelsPerLook, depth) {
                a = Self.nextMissing(steps[a], rows)
                b = Self.nextMissing(steps[b], rows + featureCount)
                c = Self.nextMissing(steps[c], rows + 2 * featureCount)
                d = Self.nextMissing(steps[d], rows + 3 * featureCount)
                e = Self.nextMissing(steps[e], rows + 4 * featureCount)
                f = Self.nextMissing(steps[f], rows + 5 * featureCount)
                g = Self.nextMissing(steps[g], rows + 6 * featureCount)
                h = Self.nextMissing(steps[h], rows + 7 * featureCount)
            }
            if before == nodes { return }
        }
    }

    @inline(__always)
    private static func next(_ step: TreeStep, _ row: UnsafePointer<Double>) -> Int {
        let value = row[Int(step.featureAndMissing >> 1)]
        return Int(step.left) &+ (value > step.threshold ? 1 : 0)
    }

    @inline(__always)
    private static func nextMissing(_ step: TreeStep, _ row: UnsafePointer<Double>) -> Int {
        let value = row[Int(step.featureAndMissing >> 1)]
        let missing = value.isNaN ? Int(step.featureAndMissing & 1) : 0
        return Int(step.left) &+ ((value > step.threshold ? 1 : 0) | missing)
    }
}
