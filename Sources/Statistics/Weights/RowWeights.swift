import RealModule

/// How much each row counts, as a survey's or a sampling scheme's weights say.
///
/// Only their proportions matter: every measure is the same when all weights are multiplied.
package struct RowWeights: Sendable, Equatable {
    /// ≥ 0 and finite, at least one above 0; shape `[rows]`.
    package let values: [Double]
    /// Σw.
    package let sum: Double
    /// Kish's (Σw)² / Σw²: so many equal rows say as much, where weights and what is measured have
    /// nothing to do with each other.
    ///
    /// Source: L. Kish, *Survey Sampling* (1965), 11.7.
    package let effectiveRows: Double
    /// Rows of weight 0, which count for nothing.
    package let ignoredRows: Int

    /// - Parameter values: Shape `[rows]`. Weights so large or small that their squares are not to
    ///   be told from ∞ or 0 are all multiplied by the same power of 2.
    /// - Throws: ``WeightError``.
    /// - Complexity: O(rows).
    package init(_ values: [Double]) throws(WeightError) {
        var most = 0.0
        for row in values.indices {
            guard values[row] >= 0, values[row] < .infinity else {
                throw values[row].isNaN
                    ? .missing(row: row) : .outOfRange(row: row, weight: values[row])
            }
            most = max(most, values[row])
        }
        guard most > 0 else { throw values.isEmpty ? .noRows : .allZero }
        let exponent = Int(most.exponent)
        self.init(
            checked: exponent.magnitude <= Self.exponentMost
                ? values
                : values.map { Double(sign: .plus, exponent: -exponent, significand: $0) })
    }

    private static let exponentMost = 300

    private init(checked values: [Double]) {
        var (sum, squares, ignored) = (0.0, 0.0, 0)
        for value in values {
            sum += value
            squares += value * value
            ignored += value == 0 ? 1 : 0
        }
        self.values = values
        self.sum = sum
        effectiveRows = sum * sum / squares
        ignoredRows = ignored
    }

    /// Those of some rows; `nil` when none of them counts.
    func keeping(_ rows: [Int]) -> RowWeights? {
        let kept = rows.map { values[$0] }
        return kept.contains { $0 > 0 } ? RowWeights(checked: kept) : nil
    }

    /// - Throws: ``WeightError/lengthsDiffer(weights:rows:)`` unless there is one for each row.
    package func check(rows: Int) throws(WeightError) {
        guard values.count == rows else {
            throw .lengthsDiffer(weights: values.count, rows: rows)
        }
    }
}

/// Why rows cannot be weighted.
///
/// Indices count from 0; sentences count from 1.
package enum WeightError: Error, Sendable, Equatable {
    case noRows
    case missing(row: Int)
    /// Below 0, or infinite.
    case outOfRange(row: Int, weight: Double)
    case allZero
    case lengthsDiffer(weights: Int, rows: Int)
}

extension WeightError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noRows: "there are no rows to weigh"
        case .missing(let row): "row \(row + 1) has no weight"
        case .outOfRange(let row, let weight):
            "weight `\(weight)` in row \(row + 1) is not a number of 0 or more"
        case .allZero: "all weights are 0, so no row counts"
        case .lengthsDiffer(let weights, let rows): "there are \(weights) weights for \(rows) rows"
        }
    }
}
