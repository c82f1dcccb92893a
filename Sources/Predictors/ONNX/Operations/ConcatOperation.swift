/// `Concat` along an axis, and `FeatureVectorizer`, which joins columns.
struct ConcatOperation: TensorOperation {
    let axis: Int
    /// Whether all is joined as float32, a list counting as a column.
    var joinsFeatures = false

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        var parts: [Tensor] = []
        for place in inputs.indices {
            let part = try inputs.required(place)
            let isList = joinsFeatures && part.shape.count == 1
            parts.append(isList ? part.reshaped([part.values.count, 1]) : part)
        }
        guard let first = parts.first else { throw TensorFault("nothing to join") }
        let axis = try first.axis(axis)
        let (outer, _, inner) = first.split(at: axis)
        var length = 0
        for part in parts {
            var shape = part.shape
            guard shape.count == first.shape.count else {
                throw TensorFault("shapes of different rank cannot be joined")
            }
            length += shape[axis]
            shape[axis] = first.shape[axis]
            guard shape == first.shape else {
                throw TensorFault("the shapes \(first.shape) and \(part.shape) cannot be joined")
            }
        }
        var shape = first.shape
        shape[axis] = length
        var values: [Double] = []
        values.reserveCapacity(try TensorLimits.size(of: shape))
        for block in 0..<outer {
            for part in parts {
                let count = part.shape[axis] * inner
                values += part.values[block * count..<(block + 1) * count]
            }
        }
        let element = joinsFeatures ? Tensor.Element.single : first.element
        return [Tensor(element, shape, Tensor.settled(values, as: element))]
    }
}
