/// `MatMul` and `Gemm`: `α · A · B + β · C`, either factor transposed if asked.
struct ProductOperation: TensorOperation {
    var alpha = 1.0
    var beta = 1.0
    var transposesFirst = false
    var transposesSecond = false

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let first = try matrix(try inputs.required(0), isTransposed: transposesFirst)
        let second = try matrix(
            try inputs.required(1), isTransposed: transposesSecond, isColumn: true)
        let (rows, length, columns) = (first.shape[0], first.shape[1], second.shape[1])
        guard length == second.shape[0] else {
            throw TensorFault("the shapes \(first.shape) and \(second.shape) do not multiply")
        }
        let size = try TensorLimits.size(of: [rows, columns])
        guard
            size.multipliedReportingOverflow(by: max(length, 1)).partialValue
                <= TensorLimits.work
        else { throw TensorFault("the product is too much work") }
        var values = [Double](repeating: 0, count: size)
        for row in 0..<rows {
            for place in 0..<length {
                let factor = alpha * first.values[row * length + place]
                for column in 0..<columns {
                    values[row * columns + column] +=
                        factor * second.values[place * columns + column]
                }
            }
        }
        if let addend = inputs.optional(2) {
            let places = Broadcast(addend.shape, to: [rows, columns]).places
            guard try Broadcast.shape(addend.shape, [rows, columns]) == [rows, columns] else {
                throw TensorFault("the addend is larger than the product")
            }
            for place in places.indices { values[place] += beta * addend.values[places[place]] }
        }
        var shape: [Int] = []
        if inputs.optional(0)?.shape.count != 1 { shape.append(rows) }
        if inputs.optional(1)?.shape.count != 1 { shape.append(columns) }
        return [
            Tensor(first.element, shape, Tensor.settled(values, as: first.element))
        ]
    }

    /// As a matrix; a list is a row in front and a column behind.
    private func matrix(
        _ tensor: Tensor, isTransposed: Bool, isColumn: Bool = false
    ) throws(TensorFault) -> Tensor {
        var matrix = tensor
        if tensor.shape.count == 1 {
            matrix = tensor.reshaped(isColumn ? [tensor.shape[0], 1] : [1, tensor.shape[0]])
        }
        guard matrix.shape.count == 2 else {
            throw TensorFault("a product of stacked matrices of shape \(tensor.shape)")
        }
        guard isTransposed else { return matrix }
        return try TransposeOperation(order: nil).run([matrix]).first ?? matrix
    }
}
