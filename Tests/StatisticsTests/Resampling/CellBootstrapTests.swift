import Testing

@testable import Statistics

@Suite struct CellBootstrapTests {
    /// 120 rows in four cells: drawn row by row with replacement, and cell by cell.
    @Test func `resampled cells have the law of resampled rows`() throws {
        let counts = [40, 25, 35, 20]
        let rows = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
        var random = SeededRandom(seed: 11)
        let statistic = { (cells: [Double]) in cells[0] / (cells[0] + cells[1]) }
        let byRow = (0..<2_000).map { _ in
            var cells = [Double](repeating: 0, count: 4)
            for _ in rows { cells[rows[Int(random.next() % 120)]] += 1 }
            return statistic(cells)
        }
        let laws = counts.map { PoissonLaw(mean: Double($0)) }
        let byCell = (0..<2_000).map { _ in statistic(laws.map { $0.draw(&random) }) }
        #expect(Self.distance(byRow, byCell) < 1.63 * (2.0 / 2_000).squareRoot(), "p < 0.01")
    }

    /// Kolmogorov's and Smirnov's.
    private static func distance(_ first: [Double], _ second: [Double]) -> Double {
        (first + second).map { place in
            let one = Double(first.count { $0 <= place }) / Double(first.count)
            let two = Double(second.count { $0 <= place }) / Double(second.count)
            return (one - two).magnitude
        }.max() ?? 0
    }

    @Test func `95 % intervals of a difference cover the truth in 93 to 97 of 100`() throws {
        var random = SeededRandom(seed: 12)
        var covered = 0
        for round in 0..<500 {
            let bootstrap = try CellBootstrap(replicates: 400, seed: UInt64(round))
            let first = (0..<300).count { _ in random.unit() < 0.3 }
            let second = (0..<200).count { _ in random.unit() < 0.45 }
            let found = try #require(
                bootstrap.estimate(
                    counts: [first, 300 - first, second, 200 - second], stream: "x"
                ) { $0[0] / ($0[0] + $0[1]) - $0[2] / ($0[2] + $0[3]) })
            if found.lower <= -0.15 && -0.15 <= found.upper { covered += 1 }
        }
        #expect((465...485).contains(covered), "\(covered) of 500, seed 12")
    }

    @Test func `a seed gives the same interval, and another another`() throws {
        let estimate = { (seed: UInt64) in
            try CellBootstrap(seed: seed).estimate(counts: [50, 70], stream: "x") {
                $0[0] / ($0[0] + $0[1])
            }
        }
        #expect(try estimate(1) == estimate(1))
        #expect(try estimate(1) != estimate(2))
    }

    @Test func `what is undefined has no interval`() throws {
        #expect(
            try CellBootstrap().estimate(counts: [0, 0], stream: "x") { $0[0] / $0[1] } == nil)
    }

    @Test func `too few replicates for a confidence are refused`() {
        #expect(throws: SampleError.replicatesTooFew(replicates: 100, least: 200)) {
            try CellBootstrap(confidence: 0.95, replicates: 100)
        }
        #expect(throws: SampleError.confidenceOutOfRange(1)) { try CellBootstrap(confidence: 1) }
    }
}
