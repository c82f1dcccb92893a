import Foundation

/// What SciPy, scikit-learn, statsmodels and Fairlearn answer; `Scripts/check-statistics` pins it.
struct ReferenceValues: Decodable {
    struct Quantile: Decodable { let p, value: Double }
    struct Interval: Decodable {
        let counts: [Int]
        let confidence: Double
        let bounds: [Double]
    }
    struct Pair: Decodable {
        let first, second: [Int]
        let confidence: Double?
        let bounds: [Double]
    }
    struct Share: Decodable {
        let estimate: Double
        let bounds: [Double]
    }
    struct Area: Decodable {
        let area: Double
        let error: Double?
        let lower, upper: Double
    }
    struct Performance: Decodable {
        let threshold: Double
        let confusion: [Int]
        let accuracy: Share
        let precision, recall: Share?
        let log_loss, brier: Double
        let area: Area?
    }
    struct NamedPair: Decodable {
        let pair: [String]
        let difference, upper: Double?
    }
    struct Gap: Decodable {
        let by_group: [Double?]
        let bounds: [[Double]?]
        let trials: [Int]
        let pairs: Int
        let largest, widest: NamedPair
        let surest_lower: Double
    }
    struct Ratio: Decodable {
        let smallest: Double
        let bounds: [Double]
    }
    struct Groups: Decodable {
        let selection, truePositive, falsePositive, accuracy: Gap
        let ratio: Ratio
    }
    struct Sample: Decodable {
        let labels, groups: [Int]
        let scores: [Double]
        let performance: Performance
        let by_group: Groups?
    }
    struct RowsNeeded: Decodable {
        let shares: [[Int]]
        let limit: Double
        let sizes: [Int]
    }
    struct Example: Decodable {
        let column: String
        let performance: Performance
        let by: [String: Groups]
    }

    let quantiles: [Quantile]
    let wilson: [Interval]
    let newcombe, ratio: [Pair]
    let samples: [Sample]
    let rows_needed: [RowsNeeded]
    let example: [Example]

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "reference-values.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

/// The rows of `Examples/adult-income/evaluation.csv`, which has no quoted cell.
struct ExampleRows {
    private let columns: [String: [Substring]]

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/adult-income/evaluation.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        var columns: [String: [Substring]] = [:]
        let header = lines[0].split(separator: ",").map(String.init)
        for line in lines.dropFirst() {
            for (name, cell) in zip(header, line.split(separator: ",")) {
                columns[name, default: []].append(cell)
            }
        }
        return Self(columns: columns)
    }

    var labels: [Bool] { columns["label", default: []].map { $0 == "1" } }

    func scores(_ column: String) -> [Double] {
        columns[column, default: []].compactMap { Double($0) }
    }

    func groups(_ column: String) -> (codes: [Int], names: [String]) {
        let cells = columns[column, default: []].map(String.init)
        let names = Set(cells).sorted()
        return (cells.map { names.firstIndex(of: $0) ?? -1 }, names)
    }
}

/// Whether a value is what the reference says, to 1e-12 of its size or absolutely.
func isClose(_ value: Double, _ reference: Double, within tolerance: Double = 1e-12) -> Bool {
    (value - reference).magnitude <= tolerance * max(1, reference.magnitude)
}
