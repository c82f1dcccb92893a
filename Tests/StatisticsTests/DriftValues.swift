import Foundation

@testable import Statistics

/// Values of SciPy, river and Apache DataSketches, which `Scripts/check-drift.sh` computes.
struct DriftValues: Decodable {
    struct Point: Decodable {
        let at: [Double]
        let value: Double
    }

    /// Two samples of numbers, in full or by a formula.
    struct Numbers: Decodable {
        let reference, current: [Double]?
        let sides: [[Double]]?
        let statistic, pValue, place, wasserstein, deviation, stability, jensenShannon: Double
        let referenceCounts, currentCounts: [Double]

        /// Both samples' values.
        var values: ([Double], [Double]) {
            if let reference, let current { return (reference, current) }
            let sides = (sides ?? []).map { spread(Int($0[0]), Int($0[1]), bend: $0[2]) }
            return (sides.first ?? [], sides.last ?? [])
        }
    }
    struct Weighted: Decodable {
        let reference, current, referenceWeights, currentWeights: [Double]
        let statistic, wasserstein: Double
    }
    struct Table: Decodable {
        let reference, current: [Double]
        let statistic, pValue, smallestExpected, correctedStatistic, correctedPValue: Double
        let degreesOfFreedom: Int
        let cramersV, fromReference, fromCurrent, jensenShannon: Double
    }
    struct Rates: Decodable {
        let pValues, adjusted: [Double]
    }
    struct Stream: Decodable {
        let adwin, pageHinkley, pageHinkleyDown, errorDrifts, errorWarnings: [Int]
        let width, mean: Double
    }
    struct QuantileBytes: Decodable {
        let bytes: Data
        let count, k: Int
        let minimum, maximum, median: Double?
        let retained: Int?
    }
    struct DistinctBytes: Decodable {
        let bytes: Data
        let count, lg: Int
    }
    struct ItemBytes: Decodable {
        let bytes: Data
        let total, error: Int
        let names: [String]
        let lower: [Int]
    }

    let distributions: [String: [Point]]
    let samples, large: [Numbers]
    let weighted: [Weighted]
    let tables: [Table]
    let rates: Rates
    let streams: [String: Stream]
    let quantileSketches: [QuantileBytes]
    let distinctSketches: [DistinctBytes]
    let itemSketches: [ItemBytes]

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "drift-values.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    /// The arguments and values of one function.
    static func points(_ name: String) throws -> [Point] {
        try load().distributions[name] ?? []
    }
}

/// Whether a value is the reference up to a part of its size, however small it is.
func isRelativelyClose(_ value: Double, _ reference: Double, within tolerance: Double) -> Bool {
    value == reference || (value - reference).magnitude <= tolerance * reference.magnitude
}

/// Numbers in 0...1 that Python makes alike: each `step · i mod count`, bent.
func spread(_ count: Int, _ step: Int, bend: Double) -> [Double] {
    (0..<count).map { index in
        let share = Double(index * step % count) / Double(count)
        return share + bend * share * share
    }
}

/// The stream that river has watched under this name.
func stream(_ name: String) -> [Double] {
    var state = 42
    return (0..<6_000).map { index in
        state = (state * 1_103_515_245 + 12_345) % (1 << 31)
        let value = Double(state) / 0x1p31
        switch name {
        case "jump": return value + (index >= 2_500 ? 0.3 : 0)
        case "steps": return value * 4 + Double(3 * (index / 1_500))
        case "slope": return value + Double(index) / 3_000
        default: return value
        }
    }
}

extension SeededGenerator {
    /// A normal variable with mean 0 and variance 1.
    mutating func normal() -> Double {
        let quantile = try? NormalQuantile(max(uniform(), 0x1p-60))
        return quantile?.value ?? 0
    }

    /// How many of so many rows fall into each of bins with these shares.
    mutating func counts(_ rows: Int, _ shares: [Double]) -> [Double] {
        var counts = [Double](repeating: 0, count: shares.count)
        for _ in 0..<rows {
            var (rest, bin) = (uniform(), 0)
            while bin < shares.count - 1, rest >= shares[bin] {
                rest -= shares[bin]
                bin += 1
            }
            counts[bin] += 1
        }
        return counts
    }
}

/// The folder that `Scripts/check-drift.sh` shares with the peers, when it runs the tests.
let peerFolder = ProcessInfo.processInfo.environment["ASSAY_DRIFT_DIR"].map { URL(filePath: $0) }
