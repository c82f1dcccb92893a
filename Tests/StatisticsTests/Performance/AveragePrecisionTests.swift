import RealModule
import Testing

@testable import Statistics

@Suite struct AveragePrecisionTests {
    /// The value of weighted rows without ties, by its definition.
    private func value(_ labels: [Bool], _ scores: [Double], _ weights: [Double]) -> Double {
        let order = labels.indices.sorted { scores[$0] > scores[$1] }
        var (hits, rows, sum) = (0.0, 0.0, 0.0)
        for row in order {
            hits += labels[row] ? weights[row] : 0
            rows += weights[row]
            sum += labels[row] ? weights[row] * hits / rows : 0
        }
        return sum / zip(labels, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
    }

    @Test func `the error is that of each row's influence`() throws {
        var random = SeededRandom(seed: 2)
        let labels = (0..<80).map { _ in random.unit() < 0.4 }
        let scores = labels.map { ($0 ? 0.2 : 0) + random.unit() * 0.7 }
        let found = try #require(try AveragePrecision(labels: labels, scores: scores))
        let squares = labels.indices.reduce(0.0) { sum, row in
            var weights = [Double](repeating: 1, count: labels.count)
            weights[row] = 1 + 1e-6
            let above = value(labels, scores, weights)
            weights[row] = 1 - 1e-6
            let slope = (above - value(labels, scores, weights)) / 2e-6
            return sum + slope * slope
        }
        #expect(isClose(found.standardError, squares.squareRoot(), within: 1e-7))
    }

    @Test func `intervals cover the truth in 93 to 97 of 100`() throws {
        // The truth is that of a large sample of the same law.
        var random = SeededRandom(seed: 8)
        let draw = { (rows: Int, random: inout SeededRandom) in
            let labels = (0..<rows).map { _ in random.unit() < 0.3 }
            let scores = labels.map { ($0 ? 0.25 : 0) + random.unit() * 0.75 }
            return (labels, scores)
        }
        let large = draw(200_000, &random)
        let truth = try #require(
            try AveragePrecision(labels: large.0, scores: large.1)
        ).estimate.value
        var covered = 0
        for _ in 0..<500 {
            let sample = draw(400, &random)
            let found = try #require(try AveragePrecision(labels: sample.0, scores: sample.1))
            covered += found.estimate.lower <= truth && truth <= found.estimate.upper ? 1 : 0
        }
        #expect((465...485).contains(covered), "\(covered) of 500, seed 8")
    }

    @Test func `without a true row there is none`() throws {
        #expect(try AveragePrecision(labels: [false], scores: [0.5]) == nil)
        #expect(throws: SampleError.scoreNotANumber(row: 0)) {
            try AveragePrecision(labels: [true], scores: [.nan])
        }
    }
}
