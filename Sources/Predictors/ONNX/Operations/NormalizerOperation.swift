/// `Normalizer`: each row divided by its greatest number, its sum or its length.
struct NormalizerOperation: TensorOperation {
    enum Norm: String, Sendable { case most = "MAX", sum = "L1", length = "L2" }

    let norm: Norm

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (rows, columns) = input.rowsAndColumns
        var values = input.values
        for row in 0..<rows {
            let cells = row * columns..<(row + 1) * columns
            let size = size(values[cells])
            if size != 0 { for cell in cells { values[cell] /= size } }
        }
        return [Tensor(.single, input.shape, Tensor.settled(values, as: .single))]
    }

    private func size(_ row: ArraySlice<Double>) -> Double {
        switch norm {
        case .most: row.max() ?? 0
        case .sum: row.reduce(0) { $0 + $1.magnitude }
        case .length: row.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
    }
}
