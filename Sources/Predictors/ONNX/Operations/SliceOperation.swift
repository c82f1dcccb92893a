/// `Slice`: from a start to an end on each of some axes.
struct SliceOperation: TensorOperation {
    let starts: [Int]?
    let ends: [Int]?
    let axes: [Int]?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        var tensor = try inputs.required(0)
        let starts = inputs.optional(1)?.integers ?? starts ?? []
        let ends = inputs.optional(2)?.integers ?? ends ?? []
        let axes = inputs.optional(3)?.integers ?? axes ?? Array(starts.indices)
        guard starts.count == ends.count, axes.count == starts.count,
            inputs.optional(4)?.integers.allSatisfy({ $0 == 1 }) ?? true
        else { throw TensorFault("a slice with steps, or with lists of different lengths") }
        for place in starts.indices {
            let axis = try tensor.axis(axes[place])
            tensor = Self.slice(tensor, axis: axis, from: starts[place], to: ends[place])
        }
        return [tensor]
    }

    private static func slice(_ tensor: Tensor, axis: Int, from: Int, to: Int) -> Tensor {
        let (outer, length, inner) = tensor.split(at: axis)
        func settled(_ place: Int) -> Int {
            min(max(place < 0 ? max(place, -length) + length : place, 0), length)
        }
        let start = settled(from)
        let end = max(settled(to), start)
        var shape = tensor.shape
        shape[axis] = end - start
        let values = (0..<outer).flatMap { block in
            tensor.values[
                (block * length + start) * inner..<(block * length + end) * inner]
        }
        return Tensor(tensor.element, shape, values)
    }
}
