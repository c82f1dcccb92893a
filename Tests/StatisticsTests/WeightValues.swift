import Foundation

@testable import Statistics

/// Values of SciPy, scikit-learn and statsmodels for rows with weights, which
/// `Scripts/check-weights.sh` computes.
struct WeightValues: Decodable {
    struct Mean: Decodable { let value, error, reach: Double }
    struct Share: Decodable { let value, lower, upper: Double }
    struct Binary: Decodable {
        let labels: [Int32]
        let scores, weights: [Double]
        let effective, auc, average_precision, log_loss_of_sklearn, brier_of_sklearn: Double
        let calibration: Double
        let measures: [String: Double]
        let shares: [String: Share]
        let log_loss, brier: Mean
    }
    struct Regression: Decodable {
        let actual, predicted, weights: [Double]
        let mean_error, mae, mse: Mean
        let of_sklearn: [String: Double]
    }
    struct Numbers: Decodable {
        let reference, current, reference_weights, current_weights: [Double]
        let distance, p, wasserstein: Double
    }
    struct Categories: Decodable {
        let reference, current: [Int32]
        let reference_weights, current_weights: [Double]
        let chi, p, cramers_v, jensen_shannon, from_reference, from_current, stability: Double
    }

    let binary: [Binary]
    let regression: [Regression]
    let numbers: [Numbers]
    let categories: [Categories]

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "weight-values.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}
