extension KernelSHAP {
    /// More players than this are asked one by one.
    private static let mostTabulatedPlayers = 64

    /// Each row's contributions to a margin of a tree ensemble.
    ///
    /// These are the very estimates of ``contributions(of:model:)``, for the regression is linear: what
    /// a leaf adds to the contributions depends on which of its splits a row passes, and is looked
    /// up. The cost hardly depends on the background. Trees with deep leaves, and rows of more than 64
    /// players, are asked as any model is.
    ///
    /// - Throws: ``ExplanationError``.
    /// - Complexity: O(leaves · (coalitions + 2^8) · players), then O(rows · leaves · players).
    package func contributions(
        of rows: FeatureRows, ensemble: TreeEnsemble, output: Int = 0
    ) throws -> Contributions {
        try rows.check(featureCount: background.featureCount)
        try rows.check(featureCount: ensemble.featureCount)
        var groups: [[Int]: [Int]] = [:]
        for row in 0..<rows.rowCount {
            let players = CoalitionValues(row: rows[row], background: background).players
            groups[players, default: []].append(row)
        }
        let ranks = ThresholdRanks(ensemble)
        let trees = try (0..<ensemble.treeCount).filter {
            output >= ensemble.firstOutputs[$0]
                && output < ensemble.firstOutputs[$0] + ensemble.widths[$0]
        }.map { ($0, try TreeCutter.batches(of: ensemble, ranks: ranks, tree: $0)) }
        guard groups.keys.allSatisfy({ $0.count <= Self.mostTabulatedPlayers }),
            trees.allSatisfy({ $0.1.allSatisfy(\.deepLeaves.isEmpty) })
        else { return try contributions(of: rows, model: ensemble.model(output: output)) }
        let margins = ensemble.model(output: output)
        let empties = try ModelAnswers.ask(
            margins, background.values, rowCount: background.rowCount)
        let empty = empties.reduce(0, +) / Double(background.rowCount)
        var values = [Double](repeating: 0, count: rows.values.count)
        for (players, members) in groups where !players.isEmpty {
            let matrix = members.flatMap { rows[$0] }
            let own = try FeatureRows(
                matrix, rowCount: members.count, featureCount: rows.featureCount)
            let sums = try tabulated(own, players, trees, ensemble, ranks, output: output)
            for (place, row) in members.enumerated() {
                for (player, feature) in players.enumerated() {
                    values[row * rows.featureCount + feature] =
                        sums[place * players.count + player]
                }
            }
        }
        return Contributions(
            rowCount: rows.rowCount, outputCount: 1, featureCount: rows.featureCount,
            bases: [empty], values: values)
    }

    /// The contributions of rows with the same players; shape `[rows, players]`.
    private func tabulated(
        _ rows: FeatureRows, _ players: [Int], _ trees: [(Int, [LeafBatch])],
        _ ensemble: TreeEnsemble, _ ranks: ThresholdRanks, output: Int
    ) throws(ExplanationError) -> [Double] {
        let plan = try CoalitionPlan(self, players: players, ranks: ranks)
        let codes = RowCodes(rows, range: 0..<rows.rowCount, ranks: ranks)
        let absent = RowCodes(background, range: 0..<background.rowCount, ranks: ranks)
        var sums = [Double](repeating: 0, count: rows.rowCount * players.count)
        for (tree, batches) in trees {
            let value = output - ensemble.firstOutputs[tree]
            for batch in batches {
                let counts = BatchMasks.indexCounts(
                    batch, of: ensemble, ranks: ranks, codes: absent)
                let tables = zip(batch.groups, counts).map { group, counts in
                    plan.table(group, counts: counts) {
                        ensemble.leafValues[Int(ensemble.payloads[$0]) + value]
                    }
                }
                var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: codes)
                for block in BatchMasks.blocks(rowCount: rows.rowCount) {
                    masks.load(block)
                    for (group, table) in zip(batch.groups, tables) {
                        let indices = masks.indices(of: group, count: block.count)
                        for (place, index) in indices.enumerated() {
                            plan.add(
                                table, line: Int(index), to: &sums, line: block.lowerBound + place)
                        }
                    }
                }
            }
        }
        return sums
    }
}

/// Coalitions as leaves see them, and what a unit of each one's value adds to the contributions.
private struct CoalitionPlan {
    let playerCount: Int
    /// Bit `i` of a slot's words is on when its feature is in coalition `i`; `[slots][words]`.
    private let memberships: [[UInt64]]
    /// Of the coalitions, then of none, then of all; shape `[coalitions + 2, players]`.
    private let projection: [Double]
    private let coalitionCount: Int

    init(
        _ kernel: KernelSHAP, players: [Int], ranks: ThresholdRanks
    ) throws(ExplanationError) {
        playerCount = players.count
        var members: [UInt8] = []
        if players.count == 1 {
            projection = [-1, 1]
        } else {
            let (coalitions, regression) = try kernel.design(players.count)
            members = coalitions.members
            projection = regression.projection()
        }
        members += [UInt8](repeating: 0, count: players.count)
        members += [UInt8](repeating: 1, count: players.count)
        let count = members.count / players.count
        coalitionCount = count
        let places = Dictionary(uniqueKeysWithValues: players.enumerated().map { ($1, $0) })
        memberships = ranks.features.map { feature in
            var words = [UInt64](repeating: 0, count: (count + 63) / 64)
            // A feature that is no player is the same in the row and the background.
            guard let place = places[feature] else { return words }
            for coalition in 0..<count where members[coalition * players.count + place] == 1 {
                words[coalition / 64] |= 1 << UInt64(coalition % 64)
            }
            return words
        }
    }

    /// What a group's leaves add to the contributions, by index; shape `[2^bits, players]`.
    func table(_ group: LeafGroup, counts: [Double], value: (Int) -> Double) -> [Double] {
        let sums = sums(slots: group.features)
        var table = [Double](repeating: 0, count: playerCount << group.bits)
        for leaf in group.leaves {
            let full = (1 << leaf.features.count) - 1
            let patterns = (0...(1 << group.bits) - 1).map(leaf.pattern)
            // How much of the background passes at least what a coalition's rows do not settle.
            var passing = [Double](repeating: 0, count: full + 1)
            for (index, pattern) in patterns.enumerated() { passing[pattern] += counts[index] }
            for place in leaf.features.indices {
                for pattern in 0...full where pattern >> place & 1 == 0 {
                    passing[pattern] += passing[pattern | 1 << place]
                }
            }
            var lines = [Double](repeating: 0, count: (full + 1) * playerCount)
            for members in 0..<1 << group.features.count {
                var own = 0
                for (place, feature) in leaf.features.enumerated() {
                    own |= (members >> feature & 1) << place
                }
                add(sums, line: members, times: passing[full & ~own], to: &lines, line: own)
            }
            // A row wins with every coalition of features that it passes.
            for place in leaf.features.indices {
                for pattern in 0...full where pattern >> place & 1 == 1 {
                    let without = Array(
                        lines[
                            (pattern ^ 1 << place) * playerCount..<((pattern ^ 1 << place) + 1)
                                * playerCount])
                    add(without, line: 0, times: 1, to: &lines, line: pattern)
                }
            }
            let value = value(leaf.node)
            for (index, pattern) in patterns.enumerated() {
                add(lines, line: pattern, times: value, to: &table, line: index)
            }
        }
        return table
    }

    /// The projections of all coalitions with the same members among some slots, added up.
    private func sums(slots: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: playerCount << slots.count)
        for coalition in 0..<coalitionCount {
            var members = 0
            for (place, slot) in slots.enumerated() {
                let bit = memberships[slot][coalition / 64] >> UInt64(coalition % 64) & 1
                members |= Int(bit) << place
            }
            add(projection, line: coalition, times: 1, to: &sums, line: members)
        }
        return sums
    }

    func add(_ lines: [Double], line: Int, to sums: inout [Double], line target: Int) {
        add(lines, line: line, times: 1, to: &sums, line: target)
    }

    @inline(__always)
    private func add(
        _ lines: [Double], line: Int, times factor: Double, to sums: inout [Double],
        line target: Int
    ) {
        lines.withUnsafeBufferPointer { lines in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let lines = lines.baseAddress, let sums = sums.baseAddress else { return }
                let (from, to) = (lines + line * playerCount, sums + target * playerCount)
                for player in 0..<playerCount { to[player] += factor * from[player] }
            }
        }
    }
}
