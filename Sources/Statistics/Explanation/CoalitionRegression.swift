/// The regression whose solution are the players' contributions.
///
/// Least squares of `v(S) − v(∅)` on the members, weighted, under the constraint that all
/// contributions add up to `v(N) − v(∅)`: the last player's is what the others leave.
struct CoalitionRegression: Sendable {
    private let coalitions: Coalitions
    private let factor: CholeskyFactor

    /// - Throws: ``ExplanationError/coalitionsTooFew(coalitions:players:)``.
    /// - Complexity: O(coalitions · players²).
    init(_ coalitions: Coalitions) throws(ExplanationError) {
        self.coalitions = coalitions
        let free = coalitions.playerCount - 1
        var normal = [Double](repeating: 0, count: free * free)
        for (place, weight) in coalitions.weights.enumerated() {
            let line = Self.line(coalitions, place)
            for first in 0..<free where line[first] != 0 {
                let scaled = weight * line[first]
                for second in 0...first { normal[first * free + second] += scaled * line[second] }
            }
        }
        guard let factor = CholeskyFactor(normal, count: free) else {
            throw .coalitionsTooFew(
                coalitions: coalitions.count, players: coalitions.playerCount)
        }
        self.factor = factor
    }

    /// A coalition's members less the last player.
    private static func line(_ coalitions: Coalitions, _ place: Int) -> [Double] {
        let first = place * coalitions.playerCount
        let free = coalitions.playerCount - 1
        let last = Double(coalitions.members[first + free])
        return (0..<free).map { Double(coalitions.members[first + $0]) - last }
    }

    /// - Parameters:
    ///   - values: What each coalition is worth.
    ///   - empty: What no player is worth.
    ///   - full: What all players together are worth.
    /// - Returns: Shape `[players]`.
    /// - Complexity: O(coalitions · players + players²).
    func contributions(values: [Double], empty: Double, full: Double) -> [Double] {
        let free = coalitions.playerCount - 1
        var right = [Double](repeating: 0, count: free)
        for (place, weight) in coalitions.weights.enumerated() {
            let first = place * coalitions.playerCount
            let last = Double(coalitions.members[first + free])
            let rest = weight * (values[place] - empty - last * (full - empty))
            for player in 0..<free {
                right[player] += rest * (Double(coalitions.members[first + player]) - last)
            }
        }
        let solution = factor.solve(right)
        return solution + [full - empty - solution.reduce(0, +)]
    }

    /// What one unit of each coalition's value adds to the contributions, then of `v(∅)`, then of
    /// `v(N)`; shape `[coalitions + 2, players]`.
    /// - Complexity: O(coalitions · players²).
    func projection() -> [Double] {
        let zeros = [Double](repeating: 0, count: coalitions.count)
        var lines: [Double] = []
        let free = coalitions.playerCount - 1
        for (place, weight) in coalitions.weights.enumerated() {
            let solution = factor.solve(Self.line(coalitions, place).map { $0 * weight })
            precondition(solution.count == free)
            lines += solution + [-solution.reduce(0, +)]
        }
        lines += contributions(values: zeros, empty: 1, full: 0)
        lines += contributions(values: zeros, empty: 0, full: 1)
        return lines
    }
}
