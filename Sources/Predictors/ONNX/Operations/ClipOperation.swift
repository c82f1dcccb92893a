/// `Clip`: numbers moved into a range.
struct ClipOperation: TensorOperation {
    let lower: Double?
    let upper: Double?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let least = inputs.optional(1)?.values.first ?? lower ?? -.infinity
        let most = inputs.optional(2)?.values.first ?? upper ?? .infinity
        let values = input.values.map { $0 < least ? least : $0 > most ? most : $0 }
        return [
            Tensor(input.element, input.shape, Tensor.settled(values, as: input.element))
        ]
    }
}
