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

/// `Reshape`, and `Flatten`, `Squeeze` and `Unsqueeze`, which say the new shape otherwise.
struct ReshapeOperation: TensorOperation {
    enum Form: Sendable { case reshape(allowsZero: Bool), flatten(axis: Int), squeeze, unsqueeze }

    let form: Form
    /// The new shape or the axes, where they are no input.
    let given: [Int]?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let list = inputs.optional(1)?.integers ?? given
        let shape =
            switch form {
            case .reshape(let allowsZero):
                try Self.reshaped(input, to: list ?? [], allowsZero: allowsZero)
            case .flatten(let axis): try Self.flattened(input, axis: axis)
            case .squeeze: try Self.squeezed(input, axes: list)
            case .unsqueeze: try Self.unsqueezed(input, axes: list ?? [])
            }
        guard try TensorLimits.size(of: shape) == input.values.count else {
            throw TensorFault("the shape \(input.shape) cannot become \(shape)")
        }
        return [input.reshaped(shape)]
    }

    /// 0 keeps a length; one −1 takes what is left.
    private static func reshaped(
        _ input: Tensor, to wanted: [Int], allowsZero: Bool
    ) throws(TensorFault) -> [Int] {
        var shape = wanted
        if !allowsZero {
            for axis in shape.indices where shape[axis] == 0 {
                guard axis < input.shape.count else { throw TensorFault("no length to keep") }
                shape[axis] = input.shape[axis]
            }
        }
        guard let open = shape.firstIndex(of: -1) else { return shape }
        shape[open] = 1
        let known = try TensorLimits.size(of: shape)
        guard known > 0, input.values.count % known == 0 else {
            throw TensorFault("the shape \(input.shape) cannot become \(wanted)")
        }
        shape[open] = input.values.count / known
        return shape
    }

    private static func flattened(_ input: Tensor, axis: Int) throws(TensorFault) -> [Int] {
        let rank = input.shape.count
        let place = axis == rank ? rank : try input.axis(axis)
        return [input.shape[..<place].reduce(1, *), input.shape[place...].reduce(1, *)]
    }

    private static func squeezed(_ input: Tensor, axes: [Int]?) throws(TensorFault) -> [Int] {
        guard let axes else { return input.shape.filter { $0 != 1 } }
        var dropped: Set<Int> = []
        for axis in axes { dropped.insert(try input.axis(axis)) }
        return input.shape.indices.filter { !dropped.contains($0) }.map { input.shape[$0] }
    }

    private static func unsqueezed(_ input: Tensor, axes: [Int]) throws(TensorFault) -> [Int] {
        guard axes.count <= 8 else { throw TensorFault("too many axes") }
        let rank = input.shape.count + axes.count
        var added: Set<Int> = []
        for axis in axes { added.insert(try Tensor.axis(axis, rank: rank)) }
        var rest = input.shape[...]
        return (0..<rank).map { added.contains($0) ? 1 : rest.popFirst() ?? 1 }
    }
}

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

/// `Shape`, `ConstantOfShape` and `Expand`, with which graphs fit constants to their rows.
struct FillOperation: TensorOperation {
    enum Form: Sendable { case shapeOf, constant(Tensor), expand }

    let form: Form

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        switch form {
        case .shapeOf:
            return [Tensor(.integer, input.shape.map { Double($0) })]
        case .constant(let value):
            let shape = input.integers
            let values = [Double](
                repeating: value.values.first ?? 0, count: try TensorLimits.size(of: shape))
            return [Tensor(value.element, shape, values)]
        case .expand:
            let shape = try Broadcast.shape(input.shape, try inputs.required(1).integers)
            let values = Broadcast(input.shape, to: shape).places.map { input.values[$0] }
            return [Tensor(input.element, shape, values)]
        }
    }
}

/// `Constant`: a tensor that is written into the node.
struct ConstantOperation: TensorOperation {
    let tensor: Tensor

    func run(_ inputs: [Tensor?]) -> [Tensor] { [tensor] }
}
