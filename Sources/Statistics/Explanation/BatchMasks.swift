/// Which rows go left at each split of a batch, block by block.
struct BatchMasks {
    /// So many rows are worked on together, so that their sums stay in the cache.
    static let rowsPerBlock = 1024

    private let codes: RowCodes
    private let slots: [Int]
    private let ranks: [Int32]
    private let missingGoesLeft: [Bool]
    private let answers: [[UInt8]]
    /// 255 for left, 0 for right; shape `[splits, rowsPerBlock]`.
    private var masks: [UInt8]

    init(_ batch: LeafBatch, of ensemble: TreeEnsemble, ranks: ThresholdRanks, codes: RowCodes) {
        self.codes = codes
        slots = batch.splits.map { Int(ranks.slotOfFeature[Int(ensemble.features[$0])]) }
        self.ranks = batch.splits.map { ranks.rankOfNode[$0] }
        missingGoesLeft = batch.splits.map { ensemble.missingGoesLeft[$0] }
        answers = batch.splits.map { codes.answers($0, of: ensemble, ranks: ranks) }
        masks = [UInt8](repeating: 0, count: batch.splits.count * Self.rowsPerBlock)
    }

    static func blocks(rowCount: Int) -> [Range<Int>] {
        stride(from: 0, to: rowCount, by: rowsPerBlock).map {
            $0..<min($0 + rowsPerBlock, rowCount)
        }
    }

    mutating func load(_ block: Range<Int>) {
        masks.withUnsafeMutableBufferPointer { masks in
            guard let first = masks.baseAddress else { return }
            for split in slots.indices {
                codes.write(
                    slot: slots[split], rank: ranks[split],
                    missingGoesLeft: missingGoesLeft[split], answers: answers[split],
                    block: block, to: first + split * Self.rowsPerBlock)
            }
        }
    }

    /// Writes each row's index in a group.
    func writeIndices(
        of group: LeafGroup, count: Int, to indices: UnsafeMutablePointer<UInt8>
    ) {
        let all = UInt8((1 << group.bits) - 1)
        for row in 0..<count { indices[row] = all }
        masks.withUnsafeBufferPointer { masks in
            guard let first = masks.baseAddress else { return }
            for step in group.steps {
                let mask = first + step.mask * Self.rowsPerBlock
                let (flip, others) = (step.flip, ~step.bit)
                for row in 0..<count { indices[row] &= (mask[row] ^ flip) | others }
            }
        }
    }

    func indices(of group: LeafGroup, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { indices, written in
            guard let first = indices.baseAddress else { return }
            writeIndices(of: group, count: count, to: first)
            written = count
        }
    }

    /// What share of some rows has each index of each group; shape `[groups][2^bits]`.
    static func indexCounts(
        _ batch: LeafBatch, of ensemble: TreeEnsemble, ranks: ThresholdRanks, codes: RowCodes
    ) -> [[Double]] {
        var counts = batch.groups.map { [Int](repeating: 0, count: 1 << $0.bits) }
        var masks = BatchMasks(batch, of: ensemble, ranks: ranks, codes: codes)
        for block in blocks(rowCount: codes.rowCount) {
            masks.load(block)
            for (place, group) in batch.groups.enumerated() {
                let indices = masks.indices(of: group, count: block.count)
                counts[place].withUnsafeMutableBufferPointer { counts in
                    for index in indices { counts[Int(index)] += 1 }
                }
            }
        }
        let rows = Double(codes.rowCount)
        return counts.map { $0.map { Double($0) / rows } }
    }

    /// Each row's pattern on a deep leaf's path; shape `[rows, words]`.
    func patterns(of leaf: DeepLeaf, count: Int) -> [UInt64] {
        let words = DeepGame.wordCount(leaf.features.count)
        var patterns = [UInt64](repeating: .max, count: count * words)
        masks.withUnsafeBufferPointer { masks in
            patterns.withUnsafeMutableBufferPointer { patterns in
                for step in leaf.steps {
                    let (word, others) = (step.place / 64, ~(UInt64(1) << UInt64(step.place % 64)))
                    let first = step.mask * Self.rowsPerBlock
                    let flip = step.flip
                    for row in 0..<count {
                        // All bits where the row passes, none where it does not.
                        let passes = Int64(Int8(bitPattern: masks[first &+ row] ^ flip))
                        patterns[row &* words &+ word] &= UInt64(bitPattern: passes) | others
                    }
                }
            }
        }
        // What lies beyond the features is off, so that equal patterns are equal words.
        let used = leaf.features.count % 64
        if used != 0 {
            for row in 0..<count { patterns[row * words + words - 1] &= (1 << UInt64(used)) - 1 }
        }
        return patterns
    }
}
