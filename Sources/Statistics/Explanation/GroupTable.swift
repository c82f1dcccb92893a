/// What a group's leaves add to each column, by a row's index.
struct GroupTable: Sendable {
    /// The columns, those of one output after those of another.
    private(set) var columns: [Int] = []
    /// Shape `[columns, 2^bits]`.
    private(set) var values: [Double] = []
    private let bits: Int

    /// - Parameters:
    ///   - group: Some leaves.
    ///   - tree: Their tree.
    ///   - ensemble: Its ensemble.
    ///   - counts: How much of the background has each index, or `nil` when absent features follow
    ///     the training data; shape `[2^bits]`.
    ///   - terms: What the leaves add.
    /// - Complexity: O(leaves · columns · 2^bits).
    init(
        _ group: LeafGroup, tree: Int, ensemble: TreeEnsemble, counts: [Double]?,
        terms: some LeafTerms
    ) {
        bits = group.bits
        let own = terms.columns(slots: group.features)
        let width = ensemble.widths[tree]
        for output in 0..<width {
            let first = (ensemble.firstOutputs[tree] + output) * terms.columnCount
            columns += own.map { first + $0 }
        }
        values = [Double](repeating: 0, count: columns.count << bits)
        for leaf in group.leaves {
            let patterns = (0..<1 << bits).map(leaf.pattern)
            let slots = leaf.features.map { group.features[$0] }
            let table =
                if let counts {
                    terms.table(
                        counts: Self.counts(counts, patterns: patterns, features: slots.count),
                        featureCount: slots.count)
                } else {
                    terms.table(shares: leaf.shares)
                }
            let places = terms.columns(slots: slots).map { own.firstIndex(of: $0) ?? 0 }
            for output in 0..<width {
                let value = ensemble.leafValues[Int(ensemble.payloads[leaf.node]) + output]
                add(
                    table, times: value, patterns: patterns,
                    to: places.map { output * own.count + $0 })
            }
        }
    }

    /// The background's weight by a leaf's patterns, from that by the group's indices.
    private static func counts(
        _ counts: [Double], patterns: [Int], features: Int
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: 1 << features)
        for index in counts.indices { sums[patterns[index]] += counts[index] }
        return sums
    }

    private mutating func add(
        _ table: PatternTable, times value: Double, patterns: [Int], to places: [Int]
    ) {
        guard value != 0 else { return }
        values.withUnsafeMutableBufferPointer { values in
            table.values.withUnsafeBufferPointer { terms in
                for (column, place) in places.enumerated() {
                    for (index, pattern) in patterns.enumerated() {
                        values[place << bits + index] +=
                            value * terms[pattern * table.columnCount + column]
                    }
                }
            }
        }
    }

    /// Adds each row's entry of every column.
    ///
    /// - Parameters:
    ///   - indices: Of a block's rows.
    ///   - count: How many rows that is.
    ///   - sums: The block's first row in column 0.
    ///   - stride: How much further the next column is.
    func add(
        indices: UnsafePointer<UInt8>, count: Int, to sums: UnsafeMutablePointer<Double>,
        stride: Int
    ) {
        values.withUnsafeBufferPointer { values in
            guard let first = values.baseAddress else { return }
            for (place, column) in columns.enumerated() {
                let table = first + place << bits
                let sums = sums + column * stride
                for row in 0..<count { sums[row] += table[Int(indices[row])] }
            }
        }
    }
}
