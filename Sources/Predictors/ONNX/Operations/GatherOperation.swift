/// `Gather`: the slices of an axis that are listed; and `ArrayFeatureExtractor`, for columns.
struct GatherOperation: TensorOperation {
    let axis: Int
    /// Whether the list is read flat, and one row stands for none.
    var extractsFeatures = false

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        var input = try inputs.required(0)
        var places = try inputs.required(1)
        if extractsFeatures {
            places = places.reshaped([places.values.count])
            if input.shape.count == 1 { input = input.reshaped([1, input.values.count]) }
        }
        let axis = try input.axis(axis)
        let (outer, length, inner) = input.split(at: axis)
        let shape = input.shape[..<axis] + places.shape + input.shape[(axis + 1)...]
        var values: [Double] = []
        values.reserveCapacity(try TensorLimits.size(of: Array(shape)))
        let indices = places.integers.map { $0 < 0 ? $0 + length : $0 }
        guard indices.allSatisfy({ $0 >= 0 && $0 < length }) else {
            throw TensorFault("there are only \(length) places to take from")
        }
        for block in 0..<outer {
            for index in indices {
                let start = (block * length + index) * inner
                values += input.values[start..<start + inner]
            }
        }
        return [Tensor(input.element, Array(shape), values)]
    }
}
