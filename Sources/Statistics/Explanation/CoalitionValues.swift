/// What coalitions of one row's features are worth to a model: its mean answer when the other
/// features are taken from each background row in turn.
struct CoalitionValues {
    /// About so many values are handed to the model at once.
    private static let valuesPerBatch = 1 << 19

    private let row: [Double]
    private let background: FeatureRows
    /// The features that differ from some background row: the others move nothing.
    let players: [Int]

    init(row: ArraySlice<Double>, background: FeatureRows) {
        self.row = Array(row)
        self.background = background
        let row = self.row
        players = row.indices.filter { feature in
            (0..<background.rowCount).contains {
                !Self.alike(background[$0, feature], row[feature])
            }
        }
    }

    private static func alike(_ first: Double, _ second: Double) -> Bool {
        first == second || first.isNaN && second.isNaN
    }

    /// - Parameters:
    ///   - count: How many coalitions.
    ///   - model: What is asked.
    ///   - isMember: Whether the player with a place among ``players`` is in a coalition.
    /// - Returns: Shape `[coalitions]`.
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(coalitions · background · features), and what the model costs.
    func values(
        count: Int, model: BatchModel, isMember: (_ coalition: Int, _ place: Int) -> Bool
    ) throws -> [Double] {
        let width = max(row.count * background.rowCount, 1)
        let perBatch = max(Self.valuesPerBatch / width, 1)
        var values: [Double] = []
        values.reserveCapacity(count)
        for first in stride(from: 0, to: count, by: perBatch) {
            let coalitions = first..<min(first + perBatch, count)
            var matrix: [Double] = []
            matrix.reserveCapacity(coalitions.count * width)
            for coalition in coalitions {
                let members = players.indices.filter { isMember(coalition, $0) }
                    .map { players[$0] }
                append(members, to: &matrix)
            }
            let rows = coalitions.count * background.rowCount
            let answers = try ModelAnswers.ask(model, matrix, rowCount: rows)
            for place in 0..<coalitions.count {
                let own = answers[place * background.rowCount..<(place + 1) * background.rowCount]
                values.append(own.reduce(0, +) / Double(background.rowCount))
            }
        }
        return values
    }

    /// Adds the background with the members' values from the row.
    private func append(_ members: [Int], to matrix: inout [Double]) {
        let first = matrix.count
        matrix += background.values
        matrix.withUnsafeMutableBufferPointer { matrix in
            for start in stride(from: first, to: matrix.count, by: max(row.count, 1)) {
                for feature in members { matrix[start + feature] = row[feature] }
            }
        }
    }
}
