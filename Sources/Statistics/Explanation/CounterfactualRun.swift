/// One search, and what it has found and spent.
struct CounterfactualRun {
    /// A changed row, what the model says of it, and what it costs.
    private struct State {
        var values: [Double]
        var answer: Double
        var cost: Double
        var shortfall: Double

        /// What tells states apart, gaps included.
        var key: [UInt64] { values.map(\.bitPattern) }
    }

    /// So many changed rows are changed further.
    private static let beamWidth = 8
    /// So many of what was found are made better, for each that is wanted.
    private static let poolFactor = 6
    private static let bisections = 24
    /// So many of them may change the same features.
    private static let mostAlike = 2
    /// Examples that are no farther apart than this are one: halving ends on both sides of a threshold.
    private static let leastApart = 0.05

    private let search: CounterfactualSearch
    private let row: [Double]
    private let goal: Counterfactuals.Goal
    private var askedCount = 0
    private var isBudgetSpent = false
    private var found: [State] = []

    init(_ search: CounterfactualSearch, row: [Double], goal: Counterfactuals.Goal) {
        self.search = search
        self.row = row
        self.goal = goal
    }

    mutating func run(_ model: BatchModel) throws -> Counterfactuals {
        guard let start = try ask([row], model).first else { return result(.noneFound, []) }
        if start.shortfall == 0 { return result(.alreadyMet, []) }
        try searchBeam(from: start, model)
        try borrow(model)
        var better: [State] = []
        for state in pool() { better.append(try improved(state, model)) }
        let chosen = diverse(better)
        let outcome: Counterfactuals.Outcome =
            chosen.isEmpty
            ? .noneFound : chosen.count < search.settings.count ? .foundFewer : .found
        return result(outcome, chosen)
    }

    private func result(_ outcome: Counterfactuals.Outcome, _ states: [State]) -> Counterfactuals {
        let examples = states.sorted(by: Self.isBefore).map { state in
            Counterfactuals.Example(
                values: state.values,
                changes: changed(state.values).map {
                    Counterfactuals.Change(feature: $0, from: row[$0], to: state.values[$0])
                },
                answer: state.answer, distance: distance(state.values, row))
        }
        return Counterfactuals(
            outcome: outcome, examples: examples, askedCount: askedCount,
            isBudgetSpent: isBudgetSpent)
    }

    // MARK: Costs

    private func changed(_ values: [Double]) -> [Int] {
        row.indices.filter { search.rules[$0].distance(row[$0], values[$0], scale: 1) != 0 }
    }

    private func distance(_ first: [Double], _ second: [Double]) -> Double {
        row.indices.reduce(0) {
            $0 + search.rules[$1].distance(first[$1], second[$1], scale: search.scales[$1])
        }
    }

    /// By cost, then by values, so that the order is always the same.
    private static func isBefore(_ first: State, _ second: State) -> Bool {
        if first.cost != second.cost { return first.cost < second.cost }
        return first.key.lexicographicallyPrecedes(second.key)
    }

    /// Asks the model as far as the budget goes, less what is kept back; what is left out is not
    /// answered.
    private mutating func ask(
        _ rows: [[Double]], _ model: BatchModel, keeping: Int = 0
    ) throws -> [State] {
        let left = search.settings.budget - keeping - askedCount
        if rows.count > left { isBudgetSpent = true }
        let rows = rows.prefix(max(left, 0))
        guard !rows.isEmpty else { return [] }
        askedCount += rows.count
        let answers = try ModelAnswers.ask(model, Array(rows.joined()), rowCount: rows.count)
        return zip(rows, answers).map { values, answer in
            State(
                values: values, answer: answer,
                cost: distance(values, row)
                    + search.settings.sparsityWeight * Double(changed(values).count),
                shortfall: goal.shortfall(answer))
        }
    }

    // MARK: Finding

    /// Joins changes of single features, the most promising first.
    private mutating func searchBeam(from start: State, _ model: BatchModel) throws {
        var beam = [start]
        for _ in 0..<search.settings.mostChanges {
            var next: [[Double]] = []
            var known: Set<[UInt64]> = []
            for state in beam {
                for feature in row.indices
                where search.rules[feature].distance(row[feature], state.values[feature], scale: 1)
                    == 0
                {
                    for value in search.candidates[feature]
                    where value != row[feature]
                        && search.rules[feature].allows(value, from: row[feature])
                    {
                        var values = state.values
                        values[feature] = value
                        if known.insert(values.map(\.bitPattern)).inserted { next.append(values) }
                    }
                }
            }
            // When the budget ends in the middle, no feature should be left out for its place.
            var random = SeededRandom(seed: search.settings.seed)
            let order = random.permutation(next.count)
            let states = try ask(
                order.map { next[$0] }, model, keeping: search.settings.budget / 3)
            found += states.filter { $0.shortfall == 0 }
            if found.count >= Self.poolFactor * search.settings.count || isBudgetSpent { return }
            beam = promising(states.filter { $0.shortfall > 0 }, start: start)
        }
    }

    /// Those that come nearest to the goal, and those that do so at the least cost.
    private func promising(_ states: [State], start: State) -> [State] {
        let byShortfall = states.sorted {
            $0.shortfall == $1.shortfall ? Self.isBefore($0, $1) : $0.shortfall < $1.shortfall
        }.prefix(Self.beamWidth / 2)
        func gain(_ state: State) -> Double {
            (start.shortfall - state.shortfall) / max(state.cost, .leastNormalMagnitude)
        }
        let byGain = states.sorted {
            gain($0) == gain($1) ? Self.isBefore($0, $1) : gain($0) > gain($1)
        }
        let known = Set(byShortfall.map(\.key))
        let rest = byGain.filter { !known.contains($0.key) }
        return Array(byShortfall) + rest.prefix(Self.beamWidth - byShortfall.count)
    }

    /// Takes from training rows what may change, and keeps what meets the goal.
    private mutating func borrow(_ model: BatchModel) throws {
        var random = SeededRandom(seed: search.settings.seed, stream: 1)
        let most = (search.settings.budget - askedCount) / 4
        let rows = random.permutation(search.training.rowCount).prefix(max(most, 0))
        let borrowed = rows.map { place in
            row.indices.map { feature in
                let value = search.training[place, feature]
                return search.rules[feature].allows(value, from: row[feature])
                    ? value : row[feature]
            }
        }
        found += try ask(borrowed, model).filter { $0.shortfall == 0 }
    }

    // MARK: Making better

    /// The cheapest of what was found, but few of those that change the same features.
    private func pool() -> [State] {
        var pool: [State] = []
        var counts: [[Int]: Int] = [:]
        for state in found.sorted(by: Self.isBefore) {
            let features = changed(state.values)
            guard counts[features, default: 0] < Self.mostAlike else { continue }
            counts[features, default: 0] += 1
            pool.append(state)
            if pool.count == Self.poolFactor * search.settings.count { break }
        }
        return pool
    }

    /// Gives back changes that are not needed, the dearest first, then goes back as far as it can.
    private mutating func improved(_ state: State, _ model: BatchModel) throws -> State {
        var best = state
        while true {
            let features = changed(best.values)
            guard features.count > 1 else { break }
            let fewer = features.map { feature in
                var values = best.values
                values[feature] = row[feature]
                return values
            }
            let valid = try ask(fewer, model).filter { $0.shortfall == 0 }
            guard let next = valid.min(by: Self.isBefore) else { break }
            best = next
        }
        for feature in changed(best.values) {
            best = try nearer(best, feature, model)
        }
        return best
    }

    /// Halves the way of a number between where the goal is missed and where it is met.
    private mutating func nearer(
        _ state: State, _ feature: Int, _ model: BatchModel
    ) throws -> State {
        let isWhole = search.rules[feature].kind == .wholeNumber
        if case .category = search.rules[feature].kind { return state }
        guard row[feature].isFinite else { return state }
        var best = state
        var missed = row[feature]
        for _ in 0..<Self.bisections {
            var middle = missed + (best.values[feature] - missed) / 2
            if isWhole {
                middle = best.values[feature] > missed ? middle.rounded(.down) : middle.rounded(.up)
            }
            guard middle != missed, middle != best.values[feature],
                search.rules[feature].allows(middle, from: row[feature])
            else { break }
            var values = best.values
            values[feature] = middle
            guard let next = try ask([values], model).first else { break }
            if next.shortfall == 0 { best = next } else { missed = middle }
        }
        return best
    }

    // MARK: Choosing

    /// How far apart the values are, and how many of the changed features only one changes; 0...2.
    private func unlikeness(_ first: [Double], _ second: [Double]) -> Double {
        let (one, other) = (Set(changed(first)), Set(changed(second)))
        let all = one.union(other).count
        let shared = all > 0 ? Double(one.intersection(other).count) / Double(all) : 1
        return 1 - 1 / (1 + distance(first, second)) + 1 - shared
    }

    /// One after the other: the cheapest, then those that are cheap and unlike the chosen.
    private func diverse(_ states: [State]) -> [State] {
        var rest: [State] = []
        for state in states.sorted(by: Self.isBefore)
        where !rest.contains(where: { distance($0.values, state.values) <= Self.leastApart }) {
            rest.append(state)
        }
        var chosen: [State] = []
        while chosen.count < search.settings.count, !rest.isEmpty {
            func worth(_ state: State) -> Double {
                let unlike = chosen.map { unlikeness($0.values, state.values) }.min()
                return search.settings.diversityWeight * (unlike ?? 0) - state.cost
            }
            let worths = rest.map(worth)
            let best = rest.indices.max { worths[$0] < worths[$1] } ?? 0
            chosen.append(rest.remove(at: best))
        }
        return chosen
    }
}
