/// Rows of numbers, one after the other, NaN where a value is missing.
package struct FeatureRows: Sendable, Equatable {
    /// Shape `[rows, features]`.
    package let values: [Double]
    package let rowCount: Int
    package let featureCount: Int

    /// - Throws: ``ExplanationError/shapeUnlike(values:rows:features:)``.
    package init(
        _ values: [Double], rowCount: Int, featureCount: Int
    ) throws(ExplanationError) {
        let count = rowCount.multipliedReportingOverflow(by: featureCount)
        guard rowCount >= 0, featureCount >= 0, !count.overflow,
            count.partialValue == values.count
        else {
            throw .shapeUnlike(values: values.count, rows: rowCount, features: featureCount)
        }
        self.values = values
        self.rowCount = rowCount
        self.featureCount = featureCount
    }

    /// One row's values; shape `[features]`.
    package subscript(row: Int) -> ArraySlice<Double> {
        values[row * featureCount..<(row + 1) * featureCount]
    }

    package subscript(row: Int, feature: Int) -> Double { values[row * featureCount + feature] }

    /// One feature's values; shape `[rows]`.
    package func column(_ feature: Int) -> [Double] {
        (0..<rowCount).map { values[$0 * featureCount + feature] }
    }

    /// Some rows that follow each other.
    package func part(_ range: Range<Int>) throws(ExplanationError) -> FeatureRows {
        try FeatureRows(
            Array(values[range.lowerBound * featureCount..<range.upperBound * featureCount]),
            rowCount: range.count, featureCount: featureCount)
    }

    /// So many rows, at most as many as there are, evenly from first to last.
    package func spread(_ count: Int) throws(ExplanationError) -> FeatureRows {
        let places = (0..<count).map { $0 * rowCount / count }
        return try FeatureRows(
            places.flatMap { self[$0] }, rowCount: count, featureCount: featureCount)
    }

    /// Refuses rows of another width.
    func check(featureCount expected: Int) throws(ExplanationError) {
        guard featureCount == expected else {
            throw .featureCountsDiffer(given: featureCount, expected: expected)
        }
    }
}
