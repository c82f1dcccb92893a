/// `Transpose`: axes in another order.
struct TransposeOperation: TensorOperation {
    let order: [Int]?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let rank = input.shape.count
        let order = order ?? (0..<rank).reversed()
        guard order.sorted() == Array(0..<rank) else {
            throw TensorFault("\(order) is no order of \(rank) axes")
        }
        var steps = [Int](repeating: 1, count: rank)
        for axis in (0..<max(rank - 1, 0)).reversed() {
            steps[axis] = steps[axis + 1] * input.shape[axis + 1]
        }
        let shape = order.map { input.shape[$0] }
        let moved = order.map { steps[$0] }
        var values: [Double] = []
        values.reserveCapacity(input.values.count)
        var index = [Int](repeating: 0, count: rank)
        for _ in input.values.indices {
            values.append(input.values[zip(index, moved).reduce(0) { $0 + $1.0 * $1.1 }])
            for axis in (0..<rank).reversed() {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
            }
        }
        return [Tensor(input.element, shape, values)]
    }
}
