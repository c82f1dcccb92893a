/// Rows as splits see them: each value's code, column by column.
struct RowCodes: Sendable {
    let rowCount: Int
    /// Codes, with missing values below every rank; shape `[slots, rows]`.
    private let missingLow: [Int32]
    /// Codes, with missing values above every rank; empty when nothing is missing.
    private let missingHigh: [Int32]
    /// For slots with lookups, each row's place among ``distinct``; else empty; `[slots][rows]`.
    private let places: [[Int32]]
    /// The values that a slot with lookups has, each once; shape `[slots][values]`.
    private let distinct: [[Double]]

    /// - Complexity: O(rows · slots · log thresholds).
    init(_ rows: FeatureRows, range: Range<Int>, ranks: ThresholdRanks) {
        rowCount = range.count
        var low = [Int32](repeating: 0, count: ranks.features.count * range.count)
        var missing: [Int] = []
        var places = [[Int32]](repeating: [], count: ranks.features.count)
        var distinct = [[Double]](repeating: [], count: ranks.features.count)
        for (slot, feature) in ranks.features.enumerated() {
            let thresholds = ranks.thresholds[slot]
            for (place, row) in range.enumerated() {
                let value = rows[row, feature]
                let cell = slot * range.count + place
                if value.isNaN {
                    low[cell] = .min
                    missing.append(cell)
                } else {
                    low[cell] = ThresholdRanks.countBelow(value, in: thresholds)
                }
            }
            if ranks.hasLookups[slot] {
                (places[slot], distinct[slot]) = Self.places(rows, range: range, feature: feature)
            }
        }
        var high = missing.isEmpty ? [] : low
        for cell in missing { high[cell] = .max }
        missingLow = low
        missingHigh = high
        self.places = places
        self.distinct = distinct
    }

    private static func places(
        _ rows: FeatureRows, range: Range<Int>, feature: Int
    ) -> ([Int32], [Double]) {
        var known: [UInt64: Int32] = [:]
        var distinct: [Double] = []
        let places = range.map { row in
            let value = rows[row, feature]
            if let place = known[value.bitPattern] { return place }
            let place = Int32(distinct.count)
            known[value.bitPattern] = place
            distinct.append(value)
            return place
        }
        return (places, distinct)
    }

    /// What a split answers to each distinct value of its slot: 255 for left, 0 for right.
    func answers(_ split: Int, of ensemble: TreeEnsemble, ranks: ThresholdRanks) -> [UInt8] {
        guard ranks.rankOfNode[split] < 0 else { return [] }
        let slot = Int(ranks.slotOfFeature[Int(ensemble.features[split])])
        return distinct[slot].map { ensemble.goesLeft(split, $0) ? 255 : 0 }
    }

    /// Writes for each row of a block whether it goes left at a split: 255 or 0.
    ///
    /// - Parameters:
    ///   - slot: The split's feature.
    ///   - rank: Its threshold's rank; −1 when it looks up.
    ///   - missingGoesLeft: Where missing values go, if it compares.
    ///   - answers: Of ``answers(_:of:ranks:)``.
    ///   - block: Which rows.
    ///   - mask: As many bytes as the block has rows.
    func write(
        slot: Int, rank: Int32, missingGoesLeft: Bool, answers: [UInt8], block: Range<Int>,
        to mask: UnsafeMutablePointer<UInt8>
    ) {
        if rank < 0 {
            places[slot].withUnsafeBufferPointer { places in
                for row in block { mask[row - block.lowerBound] = answers[Int(places[row])] }
            }
            return
        }
        let codes = missingGoesLeft || missingHigh.isEmpty ? missingLow : missingHigh
        codes.withUnsafeBufferPointer { codes in
            guard let start = codes.baseAddress else { return }
            // From a pointer, so that the loop has no sum to check and compares four rows at once.
            let column = start + slot * rowCount + block.lowerBound
            for row in 0..<block.count { mask[row] = column[row] <= rank ? 255 : 0 }
        }
    }
}
