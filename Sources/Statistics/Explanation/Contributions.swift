/// How much each feature moved each row's answer away from the base value.
///
/// Contributions are additive: `bases[output] + Σ features = answer`. For tree ensembles the
/// answer is the margin, before any link function.
package struct Contributions: Sendable, Equatable {
    package let rowCount: Int
    package let outputCount: Int
    package let featureCount: Int
    /// What a row of which nothing is known gets; shape `[outputs]`.
    package let bases: [Double]
    /// Shape `[rows, outputs, features]`.
    package let values: [Double]

    /// One row's contributions to one output; shape `[features]`.
    package subscript(row: Int, output output: Int = 0) -> ArraySlice<Double> {
        let first = (row * outputCount + output) * featureCount
        return values[first..<first + featureCount]
    }

    /// The answer that a row's contributions add up to.
    package func answer(row: Int, output: Int = 0) -> Double {
        bases[output] + self[row, output: output].reduce(0, +)
    }
}

/// How much each pair of features moved each row's answer beyond what each did alone.
///
/// A row's matrix is symmetric; an interaction is split evenly between its two cells, what stays
/// of a feature's contribution is on the diagonal, and each line adds up to the contribution.
package struct Interactions: Sendable, Equatable {
    package let rowCount: Int
    package let outputCount: Int
    package let featureCount: Int
    /// Shape `[outputs]`.
    package let bases: [Double]
    /// Shape `[rows, outputs, features, features]`.
    package let values: [Double]

    package subscript(
        row: Int, first: Int, second: Int, output output: Int = 0
    ) -> Double {
        values[((row * outputCount + output) * featureCount + first) * featureCount + second]
    }

    /// What the interactions of each feature add up to.
    package var contributions: Contributions {
        var sums = [Double](repeating: 0, count: rowCount * outputCount * featureCount)
        for line in sums.indices {
            sums[line] = values[line * featureCount..<(line + 1) * featureCount].reduce(0, +)
        }
        return Contributions(
            rowCount: rowCount, outputCount: outputCount, featureCount: featureCount,
            bases: bases, values: sums)
    }
}
