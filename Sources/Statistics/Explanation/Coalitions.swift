/// Coalitions of players with which Shapley values are estimated, and how much each counts.
///
/// A coalition of `s` out of `M` players counts `(M − 1) / (C(M, s) · s · (M − s))` in the regression
/// of which Shapley values are the solution. Sizes are taken from the outside in (1 and `M − 1`,
/// 2 and `M − 2`, …): in full as long as the budget holds all coalitions of a size, and drawn, each
/// with its complement, from the sizes that are left, which share what weight is left by how often
/// a coalition was drawn. These are the choices of the package `shap`'s `KernelExplainer`.
///
/// Source: S. Lundberg and S.-I. Lee, *A unified approach to interpreting model predictions*,
/// NeurIPS 2017, theorem 2.
package struct Coalitions: Sendable, Equatable {
    package let playerCount: Int
    /// 1 for members, neither all nor none; shape `[coalitions, players]`.
    package private(set) var members: [UInt8] = []
    /// Above 0; shape `[coalitions]`.
    package private(set) var weights: [Double] = []
    /// Whether each coalition but the empty and the full one is there.
    package let isComplete: Bool

    package var count: Int { weights.count }

    /// Coalitions that somebody else chose.
    package init(playerCount: Int, members: [UInt8], weights: [Double]) {
        precondition(members.count == weights.count * playerCount)
        self.playerCount = playerCount
        self.members = members
        self.weights = weights
        isComplete = false
    }

    /// - Parameters:
    ///   - playerCount: At least 2.
    ///   - budget: How many coalitions at most; `2 · players + 2048` unless given.
    ///   - seed: Which are drawn.
    /// - Complexity: O(budget · players).
    package init(playerCount: Int, budget: Int? = nil, seed: UInt64) {
        self.playerCount = playerCount
        let all = playerCount < 31 ? 1 << playerCount - 2 : Int.max
        let budget = min(budget ?? 2 * playerCount + 2048, all)
        isComplete = budget == all
        let sizes = CoalitionSizes(playerCount: playerCount)
        let fullSizes = sizes.takeFull(budget: budget)
        for size in stride(from: 1, through: fullSizes, by: 1) {
            addAll(size: size, weight: sizes.weight(size), isPaired: size <= sizes.pairedCount)
        }
        if count < budget, fullSizes < sizes.count {
            draw(budget - count, sizes: sizes, from: fullSizes, seed: seed)
        }
    }

    private mutating func add(_ mask: [UInt8], weight: Double) {
        members += mask
        weights.append(weight)
    }

    /// Adds all coalitions of a size in lexicographic order, each with its complement if paired.
    private mutating func addAll(size: Int, weight: Double, isPaired: Bool) {
        var chosen = Array(0..<size)
        while true {
            var mask = [UInt8](repeating: 0, count: playerCount)
            for player in chosen { mask[player] = 1 }
            add(mask, weight: weight)
            if isPaired { add(mask.map { 1 - $0 }, weight: weight) }
            guard
                let last = chosen.indices.last(where: { chosen[$0] < playerCount - size + $0 })
            else { return }
            chosen[last] += 1
            for place in last + 1..<max(size, last + 1) { chosen[place] = chosen[place - 1] + 1 }
        }
    }

    /// Draws new coalitions, at most four times as often as are wanted.
    private mutating func draw(
        _ wanted: Int, sizes: CoalitionSizes, from fullSizes: Int, seed: UInt64
    ) {
        var numbers = SeededRandom(seed: seed)
        let shares = sizes.drawingShares(from: fullSizes)
        let first = count
        var known: [[UInt8]: Int] = [:]
        var missing = wanted
        for _ in 0..<4 * wanted where missing > 0 {
            let size = fullSizes + 1 + numbers.index(weights: shares)
            var mask = [UInt8](repeating: 0, count: playerCount)
            for player in numbers.permutation(playerCount).prefix(size) { mask[player] = 1 }
            missing -= count(mask, &known)
            if missing > 0, size <= sizes.pairedCount {
                missing -= count(mask.map { 1 - $0 }, &known)
            }
        }
        let drawn = weights[first...].reduce(0, +)
        let share = sizes.shares[fullSizes...].reduce(0, +) / drawn
        for place in first..<count { weights[place] *= share }
    }

    /// Counts a drawn coalition; 1 if it is new.
    private mutating func count(_ mask: [UInt8], _ known: inout [[UInt8]: Int]) -> Int {
        if let place = known[mask] {
            weights[place] += 1
            return 0
        }
        known[mask] = count
        add(mask, weight: 1)
        return 1
    }
}

/// How much weight coalitions of each size have together, sizes paired with their complements.
private struct CoalitionSizes {
    let playerCount: Int
    /// How many sizes there are, pairs counted once.
    let count: Int
    /// How many of them are pairs: one half of the players is its own complement.
    let pairedCount: Int
    /// Each size's share of all weight; their sum is 1.
    let shares: [Double]

    init(playerCount: Int) {
        self.playerCount = playerCount
        count = playerCount / 2
        let paired = (playerCount - 1) / 2
        pairedCount = paired
        let weights = (1...max(count, 1)).map { size in
            Double(playerCount - 1) / Double(size * (playerCount - size)) * (size <= paired ? 2 : 1)
        }
        let sum = weights.reduce(0, +)
        shares = weights.map { $0 / sum }
    }

    private func choices(_ size: Int) -> Double {
        (0..<size).reduce(1.0) { $0 * Double(playerCount - $1) / Double($1 + 1) }.rounded()
    }

    /// One coalition's weight.
    func weight(_ size: Int) -> Double {
        shares[size - 1] / choices(size) / (size <= pairedCount ? 2 : 1)
    }

    /// How many sizes a budget holds in full: as long as drawing would find each coalition of the
    /// size about once.
    func takeFull(budget: Int) -> Int {
        var rest = Double(budget)
        var left = shares
        for size in stride(from: 1, through: count, by: 1) {
            let coalitions = choices(size) * (size <= pairedCount ? 2 : 1)
            guard rest * left[size - 1] / coalitions >= 1 - 1e-8 else { return size - 1 }
            rest -= coalitions
            let taken = left[size - 1]
            if taken < 1 { left = left.map { $0 / (1 - taken) } }
        }
        return count
    }

    /// How often to draw each size that is left; one draw of a pair gives two coalitions.
    func drawingShares(from fullSizes: Int) -> [Double] {
        (fullSizes..<count).map { shares[$0] / ($0 < pairedCount ? 2 : 1) }
    }
}
