/// What is added up over the leaves of trees, for each row, in columns.
protocol LeafTerms: Sendable {
    /// How many columns there are for each output.
    var columnCount: Int { get }
    /// Whether contributions of deep leaves are asked for, and worth a table.
    var takesContributions: Bool { get }
    /// The columns to which a leaf with features of these slots on its path adds.
    func columns(slots: [Int]) -> [Int]
    /// What a leaf of value 1 adds when absent features follow the training data.
    func table(shares: [Double]) -> PatternTable
    /// What a leaf of value 1 adds when absent features are taken from background rows.
    func table(counts: [Double], featureCount: Int) -> PatternTable
    /// Adds what a deep leaf of value 1 adds for a row's pattern; shape `[columns of the leaf]`.
    func add(
        _ game: DeepGame, pattern: UnsafePointer<UInt64>, to values: UnsafeMutablePointer<Double>)
}

/// Each feature's contribution: one column a slot.
struct ContributionTerms: LeafTerms {
    let columnCount: Int
    let weights: ShapleyWeights

    var takesContributions: Bool { true }

    func columns(slots: [Int]) -> [Int] { slots }

    func table(shares: [Double]) -> PatternTable { PatternTable(shares: shares) }

    func table(counts: [Double], featureCount: Int) -> PatternTable {
        PatternTable(counts: counts, featureCount: featureCount, weights: weights)
    }

    func add(
        _ game: DeepGame, pattern: UnsafePointer<UInt64>, to values: UnsafeMutablePointer<Double>
    ) {
        game.addContributions(pattern, to: values)
    }
}

/// Half of each pair's interaction: one column a pair of slots.
struct InteractionTerms: LeafTerms {
    let slotCount: Int
    let weights: ShapleyWeights

    var columnCount: Int { slotCount * (slotCount - 1) / 2 }
    var takesContributions: Bool { false }

    static func column(_ first: Int, _ second: Int) -> Int {
        let (low, high) = (min(first, second), max(first, second))
        return high * (high - 1) / 2 + low
    }

    func columns(slots: [Int]) -> [Int] {
        slots.indices.flatMap { first in
            slots[(first + 1)...].map { Self.column(slots[first], $0) }
        }
    }

    func table(shares: [Double]) -> PatternTable { PatternTable(pairShares: shares) }

    func table(counts: [Double], featureCount: Int) -> PatternTable {
        PatternTable(pairCounts: counts, featureCount: featureCount, weights: weights)
    }

    func add(
        _ game: DeepGame, pattern: UnsafePointer<UInt64>, to values: UnsafeMutablePointer<Double>
    ) {
        game.addInteractions(pattern, to: values)
    }
}
