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
