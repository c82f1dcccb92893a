import Testing

@testable import Statistics

/// What tests and gates say when nothing has changed, however many rows there are.
///
/// `Scripts/measure-properties.sh` also looks at a million rows, and prints the shares.
@Suite struct FalseAlarms {
    static let sizes = [1_000, 10_000, 100_000] + (Figures.seeds == nil ? [] : [1_000_000])

    private static func draws(_ rows: Int) -> Int { rows > 10_000 ? 100 : 400 }

    /// How many of so many p-values lie where a uniform law puts one of a thousand samples or fewer.
    private func expectUniform(_ pValues: [Double], _ name: String) throws {
        let uniform = (0..<10_001).map { Double($0) / 10_000 }
        let test = try KolmogorovSmirnov(
            NumericComparison(reference: uniform, current: pValues))
        let alarms = Double(pValues.count { $0 <= 0.05 }) / Double(pValues.count)
        Figures.say(
            "p-values", name, "\(alarms) at 0.05, uniform with p = \(test.pValue)")
        #expect(test.pValue > 0.001, "\(name)")
    }

    @Test(arguments: sizes)
    func `Kolmogorov and Smirnov's p-values are uniform`(_ rows: Int) throws {
        var random = SeededRandom(seed: 71, stream: UInt64(rows))
        let pValues = try (0..<Self.draws(rows)).map { _ in
            try KolmogorovSmirnov(
                NumericComparison(
                    reference: (0..<rows).map { _ in random.unit() },
                    current: (0..<(rows * 9 / 10)).map { _ in random.unit() })
            ).pValue
        }
        try expectUniform(pValues, "Kolmogorov-Smirnov, \(rows) rows")
    }

    @Test(arguments: sizes)
    func `chi-square's p-values are uniform`(_ rows: Int) throws {
        var random = SeededRandom(seed: 72, stream: UInt64(rows))
        let shares = [0.4, 0.3, 0.15, 0.1, 0.05]
        let pValues = try (0..<400).map { _ in
            try ChiSquareTest(
                reference: shares.map { PoissonLaw(mean: $0 * Double(rows)).draw(&random) },
                current: shares.map { PoissonLaw(mean: $0 * Double(rows) / 2).draw(&random) }
            ).pValue
        }
        try expectUniform(pValues, "chi-square, \(rows) rows")
    }

    @Test(arguments: [1_000, 10_000])
    func `weighted p-values are uniform, by Kish's rows`(_ rows: Int) throws {
        var random = SeededRandom(seed: 73, stream: UInt64(rows))
        let pValues = try (0..<400).map { _ in
            let weights = DriftWeights(
                reference: try RowWeights((0..<rows).map { _ in 0.1 + random.unit() }),
                current: try RowWeights((0..<rows).map { _ in 0.1 + random.unit() }))
            let drift = try ColumnComparison(
                weights: weights, settings: DriftSettings(), columns: 1
            ).compare(
                DriftColumn("x", numbers: (0..<rows).map { _ in random.unit() }),
                DriftColumn("x", numbers: (0..<rows).map { _ in random.unit() }))
            return try #require(drift.pValue)
        }
        try expectUniform(pValues, "weighted Kolmogorov-Smirnov, \(rows) rows")
    }

    /// Whatever the limit, a gate may say of at most one report in twenty that columns drifted.
    @Test(arguments: sizes)
    func `reports of columns that stay are seldom said to have drifted`(_ rows: Int) throws {
        var random = SeededRandom(seed: 74, stream: UInt64(rows))
        let reports = rows > 10_000 ? 40 : rows > 1_000 ? 100 : 300
        let settings = try DriftSettings(
            numbers: DriftLimit(.kolmogorovSmirnov, 0), categories: DriftLimit(.cramersV, 0))
        var (drifted, significant) = (0, 0)
        for _ in 0..<reports {
            let sides = (0..<2).map { _ in
                [
                    DriftColumn("a", numbers: (0..<rows).map { _ in random.unit() }),
                    DriftColumn(
                        "b",
                        codes: (0..<rows).map { _ in Int32(random.unit() * random.unit() * 6) },
                        names: ["u", "v", "w", "x", "y", "z"]),
                ]
            }
            let report = try DriftReport(
                reference: sides[0], current: sides[1], settings: settings)
            drifted += report.drifted.isEmpty ? 0 : 1
            significant += report.significant.isEmpty ? 0 : 1
        }
        Figures.say(
            "false alarms", "drift at limit 0, \(rows) rows",
            "\(Double(drifted) / Double(reports)) drifted, "
                + "\(Double(significant) / Double(reports)) significant, of \(reports)")
        // One in twenty, and what chance adds to it in one of a thousand such tests.
        let most = Double(reports) * 0.05 + 3.1 * (Double(reports) * 0.0475).squareRoot()
        #expect(Double(drifted) <= most && Double(significant) <= most)
    }

    /// A gate whose limit is the truth itself must hardly ever say that it is broken for sure.
    @Test(arguments: sizes)
    func `limits that are just met are seldom said to be broken`(_ rows: Int) throws {
        var random = SeededRandom(seed: 75, stream: UInt64(rows))
        var alarms = 0
        for _ in 0..<1_000 {
            let correct = PoissonLaw(mean: 0.9 * Double(rows)).draw(&random)
            let wrong = PoissonLaw(mean: 0.1 * Double(rows)).draw(&random)
            let share = try WilsonInterval(
                successes: Int(correct), trials: Int(correct + wrong))
            alarms += share.upper < 0.9 ? 1 : 0
        }
        Figures.say(
            "false alarms", "accuracy at least 0.9, \(rows) rows", "\(Double(alarms) / 1_000)")
        // One side of 95 %, and what chance adds.
        #expect(alarms <= 41)
    }
}
