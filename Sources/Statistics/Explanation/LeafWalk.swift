/// Adds up what all leaves of an ensemble say of some rows.
struct LeafWalk<Terms: LeafTerms>: Sendable {
    let ensemble: TreeEnsemble
    let ranks: ThresholdRanks
    /// What absent features are taken from; `nil` when they follow the training data.
    let background: RowCodes?
    let terms: Terms
    let weights = ShapleyWeights()

    /// - Parameters:
    ///   - codes: The rows.
    ///   - bases: Gets what each output is worth to the background, if there is one.
    /// - Returns: Shape `[outputs, columns, rows]`.
    /// - Throws: ``ExplanationError/treeTooDeep(tree:splits:most:)``.
    func sums(
        _ codes: RowCodes, bases: inout [Double]
    ) throws(ExplanationError) -> [Double] {
        let columns = ensemble.outputCount * terms.columnCount
        var sums = [Double](repeating: 0, count: columns * codes.rowCount)
        for tree in 0..<ensemble.treeCount {
            for batch in try TreeCutter.batches(of: ensemble, ranks: ranks, tree: tree) {
                add(batch, tree: tree, codes, bases: &bases, to: &sums)
            }
        }
        return sums
    }

    private func add(
        _ batch: LeafBatch, tree: Int, _ codes: RowCodes, bases: inout [Double],
        to sums: inout [Double]
    ) {
        let counts = background.map {
            BatchMasks.indexCounts(batch, of: ensemble, ranks: ranks, codes: $0)
        }
        let games = games(batch, rowCount: codes.rowCount)
        if let counts { addBases(batch, counts, games, tree: tree, to: &bases) }
        let tables = batch.groups.enumerated().map { place, group in
            GroupTable(
                group, tree: tree, ensemble: ensemble, counts: counts?[place], terms: terms)
        }
        var lookups = zip(batch.deepLeaves, games).map { DeepLookup(leaf: $0, game: $1) }
        var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: codes)
        for block in BatchMasks.blocks(rowCount: codes.rowCount) {
            masks.load(block)
            add(batch.groups, tables, masks, block: block, rows: codes.rowCount, to: &sums)
            for place in lookups.indices {
                let patterns = masks.patterns(of: lookups[place].leaf, count: block.count)
                add(
                    &lookups[place], patterns, tree: tree, block: block, rows: codes.rowCount,
                    to: &sums)
            }
        }
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

    private func addBases(
        _ batch: LeafBatch, _ counts: [[Double]], _ games: [DeepGame], tree: Int,
        to bases: inout [Double]
    ) {
        for (group, counts) in zip(batch.groups, counts) {
            for leaf in group.leaves {
                let all = (1 << leaf.features.count) - 1
                let share = counts.indices.reduce(0.0) {
                    leaf.pattern(index: $1) == all ? $0 + counts[$1] : $0
                }
                add(leaf.node, share, tree: tree, to: &bases)
            }
        }
        for (leaf, game) in zip(batch.deepLeaves, games) {
            add(leaf.node, game.baseShare, tree: tree, to: &bases)
        }
    }

    /// The games that are played at a batch's deep leaves.
    private func games(_ batch: LeafBatch, rowCount: Int) -> [DeepGame] {
        guard let background else {
            return batch.deepLeaves.map {
                DeepGame(
                    featureCount: $0.features.count, absent: .shares($0.shares), weights: weights)
            }
        }
        var patterns = batch.deepLeaves.map { _ in [UInt64]() }
        if !patterns.isEmpty {
            var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: background)
            for block in BatchMasks.blocks(rowCount: background.rowCount) {
                masks.load(block)
                for (place, leaf) in batch.deepLeaves.enumerated() {
                    patterns[place] += masks.patterns(of: leaf, count: block.count)
                }
            }
        }
        return zip(batch.deepLeaves, patterns).map { leaf, patterns in
            var known = PatternPlaces(featureCount: leaf.features.count)
            let places = known.places(of: patterns, rowCount: background.rowCount)
            var counts = [Double](repeating: 0, count: known.count)
            for place in places { counts[Int(place)] += 1 }
            let rows = Double(background.rowCount)
            var game = DeepGame(
                featureCount: leaf.features.count,
                absent: .patterns(known.distinct, weights: counts.map { $0 / rows }),
                weights: weights)
            if terms.takesContributions { game.tabulate(rowCount: rowCount) }
            return game
        }
    }

    /// Adds a deep leaf's values for a block of rows; rows with one pattern share them.
    private func add(
        _ lookup: inout DeepLookup, _ patterns: [UInt64], tree: Int, block: Range<Int>, rows: Int,
        to sums: inout [Double]
    ) {
        let columns = terms.columns(slots: lookup.leaf.features)
        let places = lookup.places(
            of: patterns, rowCount: block.count, columnCount: columns.count, terms: terms)
        sums.withUnsafeMutableBufferPointer { sums in
            lookup.values.withUnsafeBufferPointer { values in
                guard let sums = sums.baseAddress else { return }
                for output in 0..<ensemble.widths[tree] {
                    let payload = Int(ensemble.payloads[lookup.leaf.node])
                    let value = ensemble.leafValues[payload + output]
                    let first = (ensemble.firstOutputs[tree] + output) * terms.columnCount
                    for (offset, column) in columns.enumerated() {
                        let own = sums + (first + column) * rows + block.lowerBound
                        for (row, place) in places.enumerated() {
                            own[row] += value * values[Int(place) &* columns.count &+ offset]
                        }
                    }
                }
            }
        }
    }
}
