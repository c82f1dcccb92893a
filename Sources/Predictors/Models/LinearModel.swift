/// A weighted sum of the features for each output.
struct LinearModel: Sendable {
    let featureCount: Int
    /// Shape `[features, outputs]`.
    let weights: [Double]
    /// Shape `[outputs]`.
    let base: [Double]

    var outputCount: Int { base.count }

    /// Each row's sums, with missing values left out; shape `[rows, outputs]`.
    func margins(of matrix: [Double], rowCount: Int) -> [Double] {
        var margins: [Double] = []
        margins.reserveCapacity(rowCount * outputCount)
        for row in 0..<rowCount {
            for output in 0..<outputCount {
                var sum = base[output]
                for feature in 0..<featureCount {
                    let value = matrix[row * featureCount + feature]
                    if !value.isNaN { sum += weights[feature * outputCount + output] * value }
                }
                margins.append(sum)
            }
        }
        return margins
    }
}
