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
