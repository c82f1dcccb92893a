import Foundation
import RealModule
import Testing

@testable import Statistics

/// How often an interval of 95 % holds what it is an interval of, in drawn samples.
///
/// The claim is 93 to 97 of 100. A share of 0.95 of 2,000 draws has a standard error of half a point,
/// so that the band is four of them to either side: an interval that is right fails one in 16,000 times,
/// and one that holds the truth in fewer than 92 or more than 98 of 100 passes one in 20 times or less.
/// `Scripts/measure-properties.sh` draws 4,000 times (0.34 points) and prints each share.
/// ``ExactCoverage`` is of intervals that need no draws.
struct CoverageCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// How many samples are drawn in `make test`; as many of 2,000 as of what is asked for otherwise.
    let draws: Int
    /// The share of them whose interval holds the truth.
    let range: ClosedRange<Double>
    /// Draws a sample, and says whether the interval holds the truth.
    let holds: @Sendable (inout SeededRandom) throws -> Bool

    init(
        _ name: String, draws: Int = 2_000, _ range: ClosedRange<Double> = 0.93...0.97,
        _ holds: @escaping @Sendable (inout SeededRandom) throws -> Bool
    ) {
        testDescription = name
        self.draws = draws
        self.range = range
        self.holds = holds
    }
}

@Suite struct IntervalCoverage {
    /// At least 93 of 100, and more where an interval is safe rather than sharp.
    static let safe = 0.93...1.0

    @Test(arguments: means + areas + resampled + drifts + weighted)
    func `intervals of 95 % hold the truth in 93 to 97 of 100`(_ coverage: CoverageCase) throws {
        let draws = Figures.seeds.map { $0 * coverage.draws / 2_000 } ?? coverage.draws
        var covered = 0
        for seed in 1...draws {
            var random = SeededRandom(seed: UInt64(seed), stream: coverage.testDescription)
            covered += try coverage.holds(&random) ? 1 : 0
        }
        let share = Double(covered) / Double(draws)
        Figures.say("coverage", coverage.testDescription, "\(share) of \(draws)")
        #expect(coverage.range.contains(share), "\(covered) of \(draws)")
    }

    private static func holds(_ estimate: Estimate, _ truth: Double) -> Bool {
        estimate.lower <= truth && truth <= estimate.upper
    }

    // MARK: Means

    private static let means = [
        CoverageCase("Student, mean of 25 normal values") { random in
            let values = (0..<25).map { _ in random.normal() + 1 }
            return holds(try Estimate(meanOf: values, confidence: 0.95), 1)
        },
        CoverageCase("Student, mean of 400 exponential values") { random in
            let values = (0..<400).map { _ in -Double.log(1 - random.unit()) }
            return holds(try Estimate(meanOf: values, confidence: 0.95), 1)
        },
    ]

    // MARK: Areas

    /// True rows score a standard deviation higher: the area is Φ(1/√2).
    private static func area(
        _ positives: Int, _ negatives: Int, _ random: inout SeededRandom
    ) throws -> AreaUnderCurve? {
        let labels = (0..<(positives + negatives)).map { $0 < positives }
        let scores = labels.map { NormalDistribution.lower(random.normal() + ($0 ? 1 : 0)) }
        return try AreaUnderCurve(labels: labels, scores: scores)
    }

    private static let areas = [
        CoverageCase("DeLong, area of 60 and 80") { random in
            guard let area = try area(60, 80, &random) else { return false }
            return holds(Estimate(area), NormalDistribution.lower(0.5.squareRoot()))
        },
        CoverageCase("Newcombe's method 5, area of 8 and 40") { random in
            guard let area = try area(8, 40, &random) else { return false }
            return holds(Estimate(area), NormalDistribution.lower(0.5.squareRoot()))
        },
    ]

    // MARK: Resampled counts

    /// True in 0.3 of rows; recall 0.7, specificity 0.85.
    private static let cells = [0.21, 0.105, 0.595, 0.09]

    private static func counts(_ rows: Int, _ random: inout SeededRandom) -> ConfusionMatrix {
        var confusion = ConfusionMatrix()
        for _ in 0..<rows {
            let isTrue = random.unit() < 0.3
            confusion.count(label: isTrue, decision: random.unit() < (isTrue ? 0.7 : 0.15))
        }
        return confusion
    }

    private static let resampled = [60, 300].flatMap { rows in
        [BinaryMeasure.balancedAccuracy, .f1, .matthews, .kappa, .youden].map { measure in
            CoverageCase("cell bootstrap, \(measure) of \(rows)") { random in
                let confusion = counts(rows, &random)
                let bootstrap = try CellBootstrap(seed: random.next())
                let truth = measure.value(
                    truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2],
                    falseNegatives: cells[3])
                guard
                    let found = try BinaryMeasure.estimates(
                        confusion, bootstrap: bootstrap)[measure]
                else { return false }
                return holds(found, truth)
            }
        }
    }

    // MARK: Drift

    /// Of normal variables a quarter of a deviation apart.
    private static let truths: [DriftMeasure: Double] = [
        .kolmogorovSmirnov: 2 * NormalDistribution.lower(0.125) - 1, .wasserstein: 0.25,
    ]

    private static func holds(_ drift: ColumnDrift, _ measure: DriftMeasure) -> Bool {
        guard case .numbers(let numbers) = drift.measures,
            let effect = numbers.effects.first(where: { $0.measure == measure }),
            let truth = truths[measure]
        else { return false }
        return effect.lower <= truth && truth <= effect.upper
    }

    private static let drifts = [DriftMeasure.kolmogorovSmirnov, .wasserstein].flatMap { measure in
        [
            CoverageCase(
                "\(measure), 400 against 300 rows",
                measure == .wasserstein ? 0.93...0.97 : safe
            ) { random in
                let settings = try settings()
                return holds(
                    ColumnDrift(
                        "x", reference: random.normals(400, 0),
                        current: random.normals(300, 0.25), settings: settings,
                        columns: 1), measure)
            },
            CoverageCase("\(measure), profiles of 4,000 against 3,000 rows", draws: 500, safe) {
                random in
                let profiles = try [random.normals(4_000, 0), random.normals(3_000, 0.25)].map {
                    var profile = ColumnProfile("x", .number)
                    try profile.add($0)
                    return profile
                }
                return holds(
                    ColumnDrift(
                        reference: profiles[0], current: profiles[1], settings: try settings(),
                        columns: 1), measure)
            },
        ]
    }

    /// Of one column, whose measure and share of missing values share what is left.
    private static func settings() throws -> DriftSettings {
        try DriftSettings(confidence: 0.9)
    }

    // MARK: Weights

    /// Half the rows weigh 1, the others 4, and decisions about these are worse: weights go with
    /// what is measured.
    private struct WeighedRows {
        var labels: [Int32] = []
        var scores: [Double] = []
        var weights: [Double] = []

        /// Among light and heavy rows: the chance that a row is decided rightly.
        static let right = [0.9, 0.6]
        /// `(0.9 + 4 · 0.6) / 5`.
        static let accuracy = 0.66

        init(_ rows: Int, _ random: inout SeededRandom) {
            for _ in 0..<rows {
                let isHeavy = random.unit() < 0.5
                let label = random.unit() < 0.5
                let isRight = random.unit() < Self.right[isHeavy ? 1 : 0]
                labels.append(label ? 1 : 0)
                scores.append((label == isRight ? 0.5 : 0) + random.unit() / 2.0001)
                weights.append(isHeavy ? 4 : 1)
            }
        }
    }

    private static func report(_ rows: Int, _ random: inout SeededRandom) throws -> BinaryReport {
        let rows = WeighedRows(rows, &random)
        return try BinaryReport(
            labels: rows.labels, scores: rows.scores, weights: RowWeights(rows.weights),
            threshold: 0.5, rule: .atLeast,
            bootstrap: CellBootstrap(replicates: 400, seed: random.next()))
    }

    private static func regression(_ random: inout SeededRandom) throws -> RegressionPerformance {
        let actual = random.normals(300, 0)
        let predicted = actual.map { $0 + random.normal() / 2 }
        return try RegressionPerformance(
            actual: actual, predicted: predicted,
            weights: RowWeights((0..<300).map { _ in 0.2 + random.unit() }))
    }

    private static let weighted =
        // Labels and errors are balanced, so all of these are the accuracy.
        [BinaryMeasure.accuracy, .precision, .recall, .balancedAccuracy, .f1].map { measure in
            CoverageCase("weighted \(measure) of 200") { random in
                guard let found = try report(200, &random).measures[measure] else { return false }
                return holds(found, WeighedRows.accuracy)
            }
        } + [
            CoverageCase("weighted area of 200") { random in
                // A true row wins against all false ones below the threshold if it is above, and half
                // of those above; right · right + (right · wrong + wrong · right) / 2 = right.
                guard let area = try report(200, &random).areaUnderCurve else { return false }
                return holds(Estimate(area), WeighedRows.accuracy)
            },
            CoverageCase("weighted mean of 150") { random in
                var (values, weights): ([Double], [Double]) = ([], [])
                for _ in 0..<150 {
                    let isHeavy = random.unit() < 0.5
                    values.append(random.normal() + (isHeavy ? 1 : 0))
                    weights.append(isHeavy ? 4 : 1)
                }
                let mean = try Estimate(
                    meanOf: values, weights: RowWeights(weights), confidence: 0.95)
                return holds(mean, 0.8)
            },
            CoverageCase("weighted median of 201") { random in
                let values = random.normals(201, 0)
                let weights = try RowWeights((0..<201).map { _ in 0.2 + random.unit() })
                return holds(
                    try Estimate(medianOf: values, weights: weights, confidence: 0.95), 0)
            },
            CoverageCase("weighted root mean squared error of 300") { random in
                holds(try regression(&random).rootMeanSquaredError, 0.5)
            },
            CoverageCase("weighted R² of 300") { random in
                guard let share = try regression(&random).rSquared else { return false }
                return holds(share, 0.75)
            },
            CoverageCase("weighted Kolmogorov-Smirnov, 400 against 300 rows", draws: 500, safe) {
                random in
                let drift = try ColumnComparison(
                    weights: DriftWeights(
                        reference: RowWeights((0..<400).map { _ in 0.2 + random.unit() }),
                        current: RowWeights((0..<300).map { _ in 0.2 + random.unit() })),
                    settings: settings(), columns: 1
                ).compare(
                    DriftColumn("x", numbers: random.normals(400, 0)),
                    DriftColumn("x", numbers: random.normals(300, 0.25)))
                return holds(drift, .kolmogorovSmirnov)
            },
        ]
}

/// What `Scripts/measure-properties.sh` asks for: more draws, and the figures.
enum Figures {
    /// `nil` in `make test`.
    static let seeds = ProcessInfo.processInfo.environment["ASSAY_FIGURES"].flatMap { Int($0) }

    static func say(_ kind: String, _ name: String, _ value: String) {
        if seeds != nil { print("FIGURE\t\(kind)\t\(name)\t\(value)") }
    }
}

extension SeededRandom {
    /// A normal variable with mean 0 and variance 1.
    mutating func normal() -> Double {
        (try? NormalQuantile(max(unit(), 0x1p-60)))?.value ?? 0
    }

    mutating func normals(_ count: Int, _ mean: Double) -> [Double] {
        (0..<count).map { _ in normal() + mean }
    }
}
