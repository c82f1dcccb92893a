import Testing

@testable import Statistics

@Suite struct CoalitionsTests {
    @Test(arguments: 2...11)
    func `up to eleven players all coalitions are there`(_ players: Int) {
        let coalitions = Coalitions(playerCount: players, seed: 1)
        #expect(coalitions.isComplete)
        #expect(coalitions.count == 1 << players - 2)
        let masks = (0..<coalitions.count).map {
            Array(coalitions.members[$0 * players..<($0 + 1) * players])
        }
        #expect(Set(masks).count == masks.count)
        var weights: [Int: Set<Double>] = [:]
        for (mask, weight) in zip(masks, coalitions.weights) {
            weights[mask.reduce(0) { $0 + Int($1) }, default: []].insert(weight)
        }
        #expect(weights.keys.sorted() == Array(1..<players))
        for size in 1..<players {
            #expect(weights[size]?.count == 1 && weights[size] == weights[players - size])
        }
        #expect(isClose(coalitions.weights.reduce(0, +), 1))
    }

    @Test func `with thirty players the outermost sizes are full and the others drawn in pairs`() {
        let coalitions = Coalitions(playerCount: 30, seed: 5)
        #expect(coalitions.count == 2108 && !coalitions.isComplete)
        let sizes = (0..<coalitions.count).map { place in
            coalitions.members[place * 30..<(place + 1) * 30].reduce(0) { $0 + Int($1) }
        }
        for size in [1, 29] { #expect(sizes.filter { $0 == size }.count == 30) }
        for size in [2, 28] { #expect(sizes.filter { $0 == size }.count < 435) }
        #expect(isClose(coalitions.weights.reduce(0, +), 1, within: 1e-12))
        let drawn = sizes[60...]
        #expect(abs(drawn.reduce(0, +) - 15 * drawn.count) <= 30)
        #expect(coalitions == Coalitions(playerCount: 30, seed: 5))
        #expect(coalitions != Coalitions(playerCount: 30, seed: 6))
    }

    @Test func `too few coalitions to tell the players apart are refused`() {
        let coalitions = Coalitions(playerCount: 3, members: [1, 0, 0], weights: [1])
        #expect(throws: ExplanationError.coalitionsTooFew(coalitions: 1, players: 3)) {
            try CoalitionRegression(coalitions)
        }
    }
}
