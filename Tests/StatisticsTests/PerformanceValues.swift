import Foundation

@testable import Statistics

/// Values of scikit-learn, statsmodels, Fairlearn, AIF360 and NannyML, which
/// `Scripts/check-performance.sh` computes.
struct PerformanceValues: Decodable {
    struct Binary: Decodable {
        struct Curve: Decodable {
            let share, mean: [Double]
            let error: Double
        }
        struct Line: Decodable {
            let slope, slope_error, intercept, intercept_error: Double
        }
        struct Hosmer: Decodable {
            let statistic: Double
            let groups: Int
            let p: Double
        }
        struct Difference: Decodable { let value, error: Double }
        let labels: [Int32]
        let first, second: [Double]
        let measures: [String: Double]
        let average_precision, log_loss, brier: Double
        let curve: Curve
        let line: Line
        let hosmer: Hosmer
        let mcnemar: Double
        let area_difference: Difference
    }
    struct Multiclass: Decodable {
        struct Areas: Decodable { let macro, weighted, pairs: Double }
        let classes: Int
        let labels: [Int32]
        let scores: [Double]
        let measures: [String: Double]
        let log_loss, brier: Double
        let top: [Double]
        let areas: Areas
    }
    struct Regression: Decodable {
        let actual, predicted: [Double]
        let mae, mse, rmse, median, mape, r2, explained: Double
        let pinball: [Double]
    }
    struct Ranking: Decodable {
        let relevance, scores: [Double]
        let queries: [Int32]
        let without: Int
        let ndcg: [Double]
        let map: Double?
    }
    struct Isotonic: Decodable {
        let labels: [Int32]
        let scores, asked, values: [Double]
    }
    struct Inequality: Decodable {
        let measures: [String: Double]
        let entropy, theil, variation, between_entropy, between_theil: Double
        let label_differential, amplification: Double
    }
    struct Fairlearn: Decodable {
        let by_group: [String: [Double]]
        let difference, ratio, difference_to_overall, ratio_to_overall: [String: Double]
        let equalized_odds_difference, equalized_odds_ratio, mean_odds_difference: Double
        let aif: Inequality
    }
    struct Compas: Decodable {
        let name: String
        let races: [String]
        /// By race, label and decile.
        let counts: [[[Int]]]
        let at: [String: Fairlearn]
    }
    struct LabelShares: Decodable { let spd, di: Double }
    struct Adult: Decodable {
        struct Labels: Decodable { let spd, di, edf: Double }
        let sexes: [String]
        /// By sex, label and decision.
        let counts, label_counts: [[[Int]]]
        let labels: Labels
    }
    struct German: Decodable {
        let counts: [[Int]]
        let spd, di: Double
    }
    struct Mitigation: Decodable {
        let labels: [Int32]
        let scores: [Double]
        let groups: [Int32]
        let accuracy: [String: Double]
    }
    struct CarLoan: Decodable {
        struct Measure: Decodable {
            let value, sampling_error: [Double]
            let upper, lower: Double
            let alert: [Bool]
        }
        let needs_calibration: Bool
        /// By chunk, label and score in hundredths.
        let reference: [[[Int]]]
        let analysis: [[Int]]
        let estimates: [String: Measure]
    }

    let binary: [Binary]
    let multiclass: [Multiclass]
    let regression: [Regression]
    let ranking: [Ranking]
    let isotonic: Isotonic
    let compas: [Compas]
    let adult: Adult
    let german: [String: German]
    let mitigation: Mitigation
    let car_loan: CarLoan

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "performance-values.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

/// Rows from counts by group, label and score.
struct CountedRows {
    var labels: [Int32] = []
    var scores: [Double] = []
    var codes: [Int32] = []

    init(_ counts: [[[Int]]], score: (Int) -> Double) {
        for (group, byLabel) in counts.enumerated() {
            for (label, byScore) in byLabel.enumerated() {
                for (index, rows) in byScore.enumerated() {
                    labels += Array(repeating: Int32(label), count: rows)
                    scores += Array(repeating: score(index), count: rows)
                    codes += Array(repeating: Int32(group), count: rows)
                }
            }
        }
    }

    /// The same rows in another order.
    func shuffled(seed: UInt64) -> CountedRows {
        var random = SeededRandom(seed: seed)
        var copy = self
        for (place, row) in labels.indices.shuffled(using: &random).enumerated() {
            copy.labels[place] = labels[row]
            copy.scores[place] = scores[row]
            copy.codes[place] = codes[row]
        }
        return copy
    }
}
