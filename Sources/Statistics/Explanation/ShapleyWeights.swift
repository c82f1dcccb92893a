import RealModule

/// The weights by which coalitions count in a Shapley value.
///
/// A game that is won exactly when all of `a` players are in and none of `b` others is worth
/// `(a−1)!·b! / (a+b)!` to each of the `a`, and minus `a!·(b−1)! / (a+b)!` to each of the `b`.
struct ShapleyWeights: Sendable {
    /// Up to so many players weights are read from a table.
    private static let tabulated = 64
    private static let width = tabulated + 1

    /// `B(a, b + 1)` at `a · width + b`; 0 where `a` is 0.
    private let table: [Double]

    init() {
        var table = [Double](repeating: 0, count: Self.width * Self.width)
        for players in 1...Self.tabulated {
            // 1 / (a · C(players, a)), with the binomial coefficient from the one before.
            var choices = 1.0
            for members in 1...players {
                choices = choices * Double(players - members + 1) / Double(members)
                table[members * Self.width + players - members] = 1 / (Double(members) * choices)
            }
        }
        self.table = table
    }

    /// `(members−1)!·others! / (members+others)!`; 0 without members.
    func weight(members: Int, others: Int) -> Double {
        if members + others <= Self.tabulated { return table[members * Self.width + others] }
        return members == 0 ? 0 : Self.beta(Double(members), Double(others) + 1)
    }

    /// The share of an interaction that each of its two cells gets: half of Shapley's index.
    ///
    /// - Parameters:
    ///   - members: How many players must be in.
    ///   - others: How many must be out.
    ///   - membersOfPair: How many of the two that interact must be in, 0...2.
    /// - Returns: Below 0 when one of the two must be in and the other out.
    func interaction(members: Int, others: Int, membersOfPair: Int) -> Double {
        switch membersOfPair {
        case 2: weight(members: members - 1, others: others) / 2
        case 1: -weight(members: members, others: others - 1) / 2
        default: weight(members: members + 1, others: others - 2) / 2
        }
    }

    private static func beta(_ a: Double, _ b: Double) -> Double {
        .exp(.logGamma(a) + .logGamma(b) - .logGamma(a + b))
    }
}
