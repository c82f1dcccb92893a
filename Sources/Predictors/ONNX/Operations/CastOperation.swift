/// `Cast`: the same values as another type.
///
/// Texts are not made into numbers nor numbers into texts.
struct CastOperation: TensorOperation {
    let element: Tensor.Element

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        guard (input.element == .text) == (element == .text) else {
            throw TensorFault("a cast between text and numbers")
        }
        let values = Tensor.settled(input.values, as: element)
        return [Tensor(element, input.shape, values)]
    }
}
