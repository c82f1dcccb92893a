import Statistics

/// `TreeEnsembleClassifier`, `TreeEnsembleRegressor` and `TreeEnsemble`.
struct TreeOperation: TensorOperation {
    let ensemble: TreeEnsemble
    let link: Link
    /// The classes' labels; `nil` for a regressor.
    let labels: Tensor?
    /// For one margin and two classes: the best is the second where the margin is above this.
    let threshold: Double?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (rows, columns) = input.rowsAndColumns
        guard columns >= ensemble.featureCount else {
            throw TensorFault(
                "the trees ask for \(ensemble.featureCount) features, there are \(columns)")
        }
        var values = input.values
        if columns > ensemble.featureCount {
            values = (0..<rows).flatMap {
                input.values[$0 * columns..<$0 * columns + ensemble.featureCount]
            }
        }
        // Whole numbers and flags are compared as float32 too.
        if input.element != .double { values = Tensor.settled(values, as: .single) }
        let margins = ensemble.margins(of: values, rowCount: rows)
        let outputs = ClassScores(labels: labels, link: link).outputs(margins, rows: rows)
        guard let threshold, let labels, labels.values.count == 2 else { return outputs }
        let best = margins.map { labels.values[$0 > threshold ? 1 : 0] }
        return [Tensor(labels.element, best)] + outputs.dropFirst()
    }
}
