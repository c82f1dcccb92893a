/// `Imputer`: a column's own number in place of a missing one.
struct ImputerOperation: TensorOperation {
    let imputed: [Double]
    /// NaN stands for itself.
    let replaced: Double

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (_, columns) = input.rowsAndColumns
        guard [1, columns].contains(imputed.count) else {
            throw TensorFault("\(imputed.count) imputed values for \(columns) columns")
        }
        let values = input.values.indices.map { place in
            let value = input.values[place]
            let isMissing = replaced.isNaN ? value.isNaN : value == replaced
            return isMissing ? imputed[imputed.count == 1 ? 0 : place % columns] : value
        }
        return [Tensor(input.element, input.shape, values)]
    }
}
