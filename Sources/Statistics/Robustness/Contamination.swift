/// Whether rows of a test table stand in the training table, exactly or nearly.
///
/// Rows are near when all but one column agree, numbers to a tolerance of their column's standard
/// deviation (by rounding, so that two numbers on either side of a rounding edge may be missed).
/// Rows that many rows are like are no proof: the natural rate is how many training rows have a
/// twin among the other training rows. What exceeds it is the sign of contamination.
package struct Contamination: Sendable, Equatable {
    package struct Rate: Sendable, Equatable {
        /// Test rows that are found in the training table.
        package let test: WilsonInterval
        /// Training rows that are found among the other training rows.
        package let training: WilsonInterval
        /// The first less the second.
        package let excess: NewcombeInterval
        /// The first test rows that were found and a training row for each, at most
        /// ``Contamination/mostExamples``.
        package let examples: [Pair]

        /// Whether test rows are found more often than training rows among themselves.
        package var isSign: Bool { excess.lower > 0 }
    }

    package struct Pair: Sendable, Equatable {
        package let testRow: Int
        package let trainingRow: Int
    }

    package static let mostExamples = 20

    package let exact: Rate
    /// Exact ones included; `nil` with fewer than two columns.
    package let near: Rate?

    /// - Parameters:
    ///   - training: At least one row.
    ///   - test: Same columns as training; text as numbers by one dictionary for both.
    ///   - tolerance: In standard deviations of the training column, ≥ 0.
    ///   - categories: The columns whose numbers are names, and only agree when they are equal.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``ExplanationError`` for tables without rows or of unlike width, ``SampleError`` for
    ///   the confidence.
    /// - Complexity: O(rows · columns).
    package init(
        training: FeatureRows, test: FeatureRows, tolerance: Double = 0.01,
        categories: Set<Int> = [], confidence: Double = 0.95
    ) throws {
        guard training.rowCount > 0, test.rowCount > 0 else { throw ExplanationError.noRows }
        try test.check(featureCount: training.featureCount)
        guard tolerance >= 0, tolerance.isFinite else {
            throw ExplanationError.settingOutOfRange(name: "tolerance", value: tolerance)
        }
        let all = RowMarks(
            training, test, columns: ColumnGrid.exact(training.featureCount))
        exact = try all.rate(leavingOut: [nil], confidence: confidence)
        guard training.featureCount > 1 else {
            near = nil
            return
        }
        let grid = ColumnGrid.steps(training, tolerance: tolerance, categories: categories)
        let columns = (0..<training.featureCount).map { Int?.some($0) }
        near = try RowMarks(training, test, columns: grid)
            .rate(leavingOut: [nil] + columns, confidence: confidence)
    }
}

/// How a column's values are told apart: as they are, or by steps of a grid.
private struct ColumnGrid {
    /// 0 when values agree only if they are equal.
    let step: Double

    static func exact(_ count: Int) -> [ColumnGrid] {
        [ColumnGrid](repeating: ColumnGrid(step: 0), count: count)
    }

    static func steps(
        _ training: FeatureRows, tolerance: Double, categories: Set<Int>
    ) -> [ColumnGrid] {
        (0..<training.featureCount).map { column in
            let values = training.column(column).filter(\.isFinite)
            guard !categories.contains(column), values.count > 1 else { return ColumnGrid(step: 0) }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let step = tolerance * (squares / Double(values.count)).squareRoot()
            return ColumnGrid(step: step.isFinite ? step : 0)
        }
    }

    /// The same bits for values that agree; all gaps agree, and −0 with 0.
    func bits(_ value: Double) -> UInt64 {
        if value.isNaN { return .max }
        guard step > 0, value.isFinite else { return (value + 0).bitPattern }
        return ((value / step).rounded() + 0).bitPattern
    }
}

/// Rows as their cells' marks, mixed so that leaving a column out is one subtraction.
private struct RowMarks {
    private let training: [UInt64]
    private let test: [UInt64]
    private let width: Int
    private let trainingSums: [UInt64]
    private let testSums: [UInt64]

    init(_ training: FeatureRows, _ test: FeatureRows, columns: [ColumnGrid]) {
        width = training.featureCount
        self.training = Self.marks(training, columns)
        self.test = Self.marks(test, columns)
        trainingSums = Self.sums(self.training, width: width, rows: training.rowCount)
        testSums = Self.sums(self.test, width: width, rows: test.rowCount)
    }

    private static func marks(_ rows: FeatureRows, _ columns: [ColumnGrid]) -> [UInt64] {
        rows.values.indices.map { cell in
            let column = cell % rows.featureCount
            var mixed = columns[column].bits(rows.values[cell])
            mixed = (mixed ^ UInt64(column) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 31)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 29)
        }
    }

    private static func sums(_ marks: [UInt64], width: Int, rows: Int) -> [UInt64] {
        (0..<rows).map { row in
            marks[row * width..<(row + 1) * width].reduce(0, &+)
        }
    }

    /// - Parameters:
    ///   - leavingOut: Columns that may differ, one at a time; `nil` for none.
    ///   - confidence: Strictly between 0 and 1.
    /// - Returns: How many rows are found.
    /// - Throws: ``SampleError/confidenceOutOfRange(_:)``.
    func rate(
        leavingOut: [Int?], confidence: Double
    ) throws(SampleError) -> Contamination.Rate {
        var twinOfTest = [Int?](repeating: nil, count: testSums.count)
        var hasTwin = [Bool](repeating: false, count: trainingSums.count)
        for column in leavingOut {
            var first: [UInt64: Int] = [:]
            first.reserveCapacity(trainingSums.count)
            for row in trainingSums.indices {
                let key = key(training, trainingSums, row, column)
                if let other = first[key] {
                    guard agree(training, row, training, other, column) else { continue }
                    hasTwin[row] = true
                    hasTwin[other] = true
                } else {
                    first[key] = row
                }
            }
            for row in testSums.indices where twinOfTest[row] == nil {
                if let other = first[key(test, testSums, row, column)],
                    agree(test, row, training, other, column)
                {
                    twinOfTest[row] = other
                }
            }
        }
        let found = try WilsonInterval(
            successes: twinOfTest.count { $0 != nil }, trials: twinOfTest.count,
            confidence: confidence)
        let natural = try WilsonInterval(
            successes: hasTwin.count { $0 }, trials: hasTwin.count, confidence: confidence)
        let pairs = twinOfTest.enumerated().compactMap { row, other in
            other.map { Contamination.Pair(testRow: row, trainingRow: $0) }
        }
        return Contamination.Rate(
            test: found, training: natural,
            excess: try NewcombeInterval(
                first: (found.successes, found.trials), second: (natural.successes, natural.trials),
                confidence: confidence),
            examples: Array(pairs.prefix(Contamination.mostExamples)))
    }

    private func key(_ marks: [UInt64], _ sums: [UInt64], _ row: Int, _ column: Int?) -> UInt64 {
        column.map { sums[row] &- marks[row * width + $0] } ?? sums[row]
    }

    /// Whether the cells agree, not only their sum.
    private func agree(
        _ first: [UInt64], _ row: Int, _ second: [UInt64], _ other: Int, _ column: Int?
    ) -> Bool {
        (0..<width).allSatisfy {
            $0 == column || first[row * width + $0] == second[other * width + $0]
        }
    }
}
