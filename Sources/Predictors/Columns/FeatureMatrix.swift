/// A column of the data, by which rows come to a model.
package struct PredictorColumn: Sendable, Equatable {
    package enum Values: Sendable, Equatable {
        /// NaN where missing; shape `[rows]`.
        case numbers([Double])
        /// Each row's place among the names, −1 where missing; shape `[rows]`.
        case texts(codes: [Int32], names: [String])
    }

    package let name: String
    package let values: Values

    package init(name: String, values: Values) {
        self.name = name
        self.values = values
    }

    package var rowCount: Int {
        switch values {
        case .numbers(let numbers): numbers.count
        case .texts(let codes, _): codes.count
        }
    }
}

/// Rows as a model takes them.
package struct FeatureMatrix: Sendable, Equatable {
    package let rowCount: Int
    /// Row-major; shape `[rows, features]`.
    package let values: [Double]
    /// Features that were made of another column: `workclass=Private` of `workclass`.
    package let indicators: [String]
}

extension Predictor {
    /// Puts columns into the order and form that the model's features ask for.
    ///
    /// A feature is the column of its name (for LightGBM, which writes `_` for blanks and brackets,
    /// also the column that it so renamed). One without such a column that is called `name=text`
    /// is 1 where the column `name` is that text, and else 0. A file without names takes the columns
    /// as they stand, if there are as many as features.
    ///
    /// - Parameter columns: Of the same length each; those that the model does not ask for are
    ///   left out.
    /// - Returns: The matrix that ``predict(_:rowCount:)`` takes.
    /// - Throws: ``PredictorError`` for a feature without a column, or text where the model has
    ///   numbers.
    /// - Complexity: O(rows · features).
    package func matrix(
        of columns: [PredictorColumn]
    ) throws(PredictorError) -> FeatureMatrix {
        let rowCount = columns.first?.rowCount ?? 0
        for column in columns where column.rowCount != rowCount {
            throw .columnLengthsDiffer(
                column: column.name, rows: column.rowCount, expected: rowCount)
        }
        let choice = ColumnChoice(columns, format: format)
        let takesAll = features.allSatisfy { !$0.isNamed } && features.count == columns.count
        var indicators: [String] = []
        var values = [Double](repeating: 0, count: rowCount * features.count)
        for (place, feature) in features.enumerated() {
            let filled: [Double]
            if let column = choice.column(feature.name) ?? (takesAll ? columns[place] : nil) {
                filled = try FeatureColumn(feature).values(of: column)
            } else if let made = choice.indicator(feature.name) {
                filled = made
                indicators.append(feature.name)
            } else {
                throw .columnMissing(
                    feature: feature.name, nearest: choice.nearest(to: feature.name))
            }
            for row in 0..<rowCount { values[row * features.count + place] = filled[row] }
        }
        return FeatureMatrix(rowCount: rowCount, values: values, indicators: indicators)
    }
}
