/// `Scaler`: `(x − offset) · scale`, column by column.
struct ScalerOperation: TensorOperation {
    let offset: [Double]
    let scale: [Double]

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (_, columns) = input.rowsAndColumns
        guard [1, columns].contains(offset.count), [1, columns].contains(scale.count) else {
            throw TensorFault("\(scale.count) scales for \(columns) columns")
        }
        let values = input.values.indices.map { place in
            let column = place % columns
            return (input.values[place] - offset[offset.count == 1 ? 0 : column])
                * scale[scale.count == 1 ? 0 : column]
        }
        return [Tensor(.single, input.shape, Tensor.settled(values, as: .single))]
    }
}
