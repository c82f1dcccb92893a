/// `LinearRegressor`, and the scores of `LinearClassifier`.
struct LinearOperation: TensorOperation {
    /// Shape `[targets, features]`.
    let coefficients: [Double]
    /// Shape `[targets]`.
    let intercepts: [Double]
    let link: Link
    /// The classes' labels, whose best comes before the scores.
    let labels: Tensor?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (rows, features) = input.rowsAndColumns
        let targets = intercepts.count
        guard coefficients.count == targets * features else {
            throw TensorFault(
                "\(coefficients.count) coefficients for \(features) features and \(targets) targets"
            )
        }
        var scores: [Double] = []
        scores.reserveCapacity(try TensorLimits.size(of: [rows, targets]))
        for row in 0..<rows {
            for target in 0..<targets {
                var sum = intercepts[target]
                for feature in 0..<features {
                    sum +=
                        input.values[row * features + feature]
                        * coefficients[target * features + feature]
                }
                scores.append(sum)
            }
        }
        return ClassScores(labels: labels, link: link).outputs(scores, rows: rows)
    }
}
