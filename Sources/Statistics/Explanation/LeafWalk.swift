/// Adds up what all leaves of an ensemble say of some rows.
struct LeafWalk<Terms: LeafTerms>: Sendable {
    let ensemble: TreeEnsemble
    let ranks: ThresholdRanks
    /// What absent features are taken from; `nil` when they follow the training data.
    let background: RowCodes?
    let terms: Terms
    let weights = ShapleyWeights()

    /// - Parameter bases: Gets what each output is worth to the background, if there is one.
    /// - Returns: Shape `[outputs, columns, rows]`.
    /// - Throws: ``ExplanationError/treeTooDeep(tree:splits:most:)``.
    func sums(
        _ codes: RowCodes, bases: inout [Double]
    ) throws(ExplanationError) -> [Double] {
        let columns = ensemble.outputCount * terms.columnCount
        var sums = [Double](repeating: 0, count: columns * codes.rowCount)
        for tree in 0..<ensemble.treeCount {
            let batches = try TreeCutter.batches(of: ensemble, ranks: ranks, tree: tree)
            for batch in batches {
                let counts = background.map {
                    BatchMasks.indexCounts(batch, of: ensemble, ranks: ranks, codes: $0)
                }
                if let counts {
                    for (group, counts) in zip(batch.groups, counts) {
                        add(group, counts, tree: tree, to: &bases)
                    }
                }
                let tables = batch.groups.enumerated().map { place, group in
                    GroupTable(
                        group, tree: tree, ensemble: ensemble, counts: counts?[place], terms: terms)
                }
                let games = batch.deepLeaves.map { game($0, of: batch) }
                if background != nil {
                    for (leaf, game) in zip(batch.deepLeaves, games) {
                        add(leaf.node, game.baseShare, tree: tree, to: &bases)
                    }
                }
                var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: codes)
                for block in BatchMasks.blocks(rowCount: codes.rowCount) {
                    masks.load(block)
                    add(batch.groups, tables, masks, block: block, rows: codes.rowCount, to: &sums)
                    for (leaf, game) in zip(batch.deepLeaves, games) {
                        let patterns = masks.patterns(of: leaf, count: block.count)
                        add(
                            leaf, game, patterns, tree: tree, block: block, rows: codes.rowCount,
                            to: &sums)
                    }
                }
            }
        }
        return sums
    }

    private func add(
        _ groups: [LeafGroup], _ tables: [GroupTable], _ masks: BatchMasks, block: Range<Int>,
        rows: Int, to sums: inout [Double]
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: block.count) { indices in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let indices = indices.baseAddress, let sums = sums.baseAddress else { return }
                for (group, table) in zip(groups, tables) {
                    masks.writeIndices(of: group, count: block.count, to: indices)
                    table.add(
                        indices: indices, count: block.count, to: sums + block.lowerBound,
                        stride: rows)
                }
            }
        }
    }

    /// Adds a leaf's values by the share of the background that reaches it.
    private func add(_ leaf: Int, _ share: Double, tree: Int, to bases: inout [Double]) {
        let payload = Int(ensemble.payloads[leaf])
        for output in 0..<ensemble.widths[tree] {
            bases[ensemble.firstOutputs[tree] + output] +=
                share * ensemble.leafValues[payload + output]
        }
    }

    private func add(
        _ group: LeafGroup, _ counts: [Double], tree: Int, to bases: inout [Double]
    ) {
        for leaf in group.leaves {
            let all = (1 << leaf.features.count) - 1
            let share = counts.indices.reduce(0.0) {
                leaf.pattern(index: $1) == all ? $0 + counts[$1] : $0
            }
            add(leaf.node, share, tree: tree, to: &bases)
        }
    }

    /// The game that is played at a deep leaf.
    private func game(_ leaf: DeepLeaf, of batch: LeafBatch) -> DeepGame {
        let absent: DeepGame.Absent =
            if let background {
                backgroundPatterns(leaf, of: batch, background)
            } else {
                .shares(leaf.shares)
            }
        return DeepGame(
            featureCount: leaf.features.count, absent: absent,
            rule: GaussLegendre(count: (leaf.features.count + 1) / 2), weights: weights)
    }

    /// The patterns that background rows have, each once if one word holds it.
    private func backgroundPatterns(
        _ leaf: DeepLeaf, of batch: LeafBatch, _ background: RowCodes
    ) -> DeepGame.Absent {
        var single: [UInt64: Int] = [:]
        var all: [UInt64] = []
        var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: background)
        for block in BatchMasks.blocks(rowCount: background.rowCount) {
            masks.load(block)
            let patterns = masks.patterns(of: leaf, count: block.count)
            if leaf.features.count > 64 {
                all += patterns
            } else {
                for pattern in patterns { single[pattern, default: 0] += 1 }
            }
        }
        let rows = Double(background.rowCount)
        guard leaf.features.count <= 64 else {
            let weights = [Double](repeating: 1 / rows, count: background.rowCount)
            return .patterns(all, weights: weights)
        }
        let sorted = single.sorted { $0.key < $1.key }
        return .patterns(sorted.map(\.key), weights: sorted.map { Double($0.value) / rows })
    }

    /// Adds a deep leaf's values for a block of rows; rows with one pattern share them.
    private func add(
        _ leaf: DeepLeaf, _ game: DeepGame, _ patterns: [UInt64], tree: Int, block: Range<Int>,
        rows: Int, to sums: inout [Double]
    ) {
        let columns = terms.columns(slots: leaf.features)
        let words = DeepGame.wordCount(leaf.features.count)
        let payload = Int(ensemble.payloads[leaf.node])
        var known: [UInt64: [Double]] = [:]
        for row in 0..<block.count {
            let pattern = patterns[row * words..<(row + 1) * words]
            let key = words == 1 ? pattern.first : nil
            let values = key.flatMap { known[$0] } ?? terms.values(game, pattern: pattern)
            if let key { known[key] = values }
            for output in 0..<ensemble.widths[tree] {
                let value = ensemble.leafValues[payload + output]
                let first = (ensemble.firstOutputs[tree] + output) * terms.columnCount
                for (place, column) in columns.enumerated() {
                    sums[(first + column) * rows + block.lowerBound + row] += value * values[place]
                }
            }
        }
    }
}
