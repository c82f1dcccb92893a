/// Conditions as (column, level), in the order of the columns.
typealias SegmentConditions = [SegmentCondition]

/// Rows whose column has the level.
struct SegmentCondition: Sendable, Hashable {
    let column: Int
    let level: Int
}

/// Every segment by one and by two conditions, and those by three within the worst pairs.
struct SegmentLattice: Sendable {
    /// How many standard errors worse than any segment with a condition fewer one must be.
    private static let errorsOverParent = 2.0
    /// Pairs that are cut once more.
    private static let pairsExtended = 30

    private let levels: [SegmentLevels]
    private let losses: [Double]
    private let rows: [Int]
    private let settings: SegmentSearch.Settings
    private let all: LossSums
    private var segments: [SegmentConditions: LossSums] = [:]
    private(set) var searched = 0

    init(
        _ levels: [SegmentLevels], losses: [Double], rows: [Int], settings: SegmentSearch.Settings
    ) {
        self.levels = levels
        self.losses = losses
        self.rows = rows
        self.settings = settings
        var all = LossSums()
        for row in rows { all.add(losses[row]) }
        self.all = all
        for column in levels.indices { addSingles(column) }
        if settings.conditionsMost > 1 { addPairs() }
        if settings.conditionsMost > 2 { addTriples() }
    }

    /// Those to test: worse than the rest of the rows, and than each parent; the surest first.
    func worst() -> [SegmentConditions] {
        let ranked = segments.compactMap { conditions, sums -> (SegmentConditions, Double)? in
            guard isWorseThanParents(conditions, sums) else { return nil }
            let statistic = WelchTest(sums, over: all - sums).statistic
            return statistic > 0 ? (conditions, statistic) : nil
        }
        return ranked.sorted { ($1.1, Self.key($0.0)) < ($0.1, Self.key($1.0)) }
            .prefix(settings.testedMost).map(\.0)
    }

    private func isWorseThanParents(_ conditions: SegmentConditions, _ sums: LossSums) -> Bool {
        guard conditions.count > 1 else { return true }
        return conditions.allSatisfy { left in
            guard let parent = segments[conditions.filter { $0 != left }] else { return true }
            let rest = parent - sums
            // A parent that is nearly the same rows says the same with a condition fewer.
            guard rest.rows >= Double(settings.rowsLeast) / 2 else { return false }
            return WelchTest(sums, over: rest).statistic >= Self.errorsOverParent
        }
    }

    /// Orders segments of equal standing.
    private static func key(_ conditions: SegmentConditions) -> Int {
        conditions.reduce(conditions.count) { $0 * 4_096 + $1.column * 64 + $1.level }
    }

    private mutating func keep(_ conditions: SegmentConditions, _ sums: LossSums) {
        let rest = all.rows - sums.rows
        guard sums.rows > 0 else { return }
        searched += 1
        guard sums.rows >= Double(settings.rowsLeast), rest >= Double(settings.rowsLeast)
        else { return }
        segments[conditions] = sums
    }

    private mutating func addSingles(_ column: Int) {
        var sums = [LossSums](repeating: LossSums(), count: levels[column].conditions.count)
        for row in rows where levels[column].codes[row] >= 0 {
            sums[Int(levels[column].codes[row])].add(losses[row])
        }
        for level in sums.indices {
            keep([SegmentCondition(column: column, level: level)], sums[level])
        }
    }

    private mutating func addPairs() {
        for first in levels.indices {
            for second in levels.indices where second > first {
                addPairs(first, second)
            }
        }
    }

    private mutating func addPairs(_ first: Int, _ second: Int) {
        let width = levels[second].conditions.count
        let (one, two) = (levels[first].codes, levels[second].codes)
        var sums = [LossSums](
            repeating: LossSums(), count: levels[first].conditions.count * width)
        for row in rows where one[row] >= 0 && two[row] >= 0 {
            sums[Int(one[row]) * width + Int(two[row])].add(losses[row])
        }
        for cell in sums.indices {
            keep(
                [
                    SegmentCondition(column: first, level: cell / width),
                    SegmentCondition(column: second, level: cell % width),
                ], sums[cell])
        }
    }

    private mutating func addTriples() {
        let pairs = segments.filter { $0.key.count == 2 }.map { conditions, sums in
            (conditions, WelchTest(sums, over: all - sums).statistic)
        }.sorted { ($1.1, Self.key($0.0)) < ($0.1, Self.key($1.0)) }
        var seen: Set<SegmentConditions> = []
        for (pair, _) in pairs.prefix(Self.pairsExtended) {
            let within = rows.filter { row in
                pair.allSatisfy { Int(levels[$0.column].codes[row]) == $0.level }
            }
            for column in levels.indices where !pair.contains(where: { $0.column == column }) {
                addTriples(pair, column, within, &seen)
            }
        }
    }

    private mutating func addTriples(
        _ pair: SegmentConditions, _ column: Int, _ within: [Int],
        _ seen: inout Set<SegmentConditions>
    ) {
        var sums = [LossSums](repeating: LossSums(), count: levels[column].conditions.count)
        for row in within where levels[column].codes[row] >= 0 {
            sums[Int(levels[column].codes[row])].add(losses[row])
        }
        for level in sums.indices {
            let conditions = (pair + [SegmentCondition(column: column, level: level)])
                .sorted { $0.column < $1.column }
            if seen.insert(conditions).inserted { keep(conditions, sums[level]) }
        }
    }
}
