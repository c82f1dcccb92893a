import RealModule

/// `Softmax` and `LogSoftmax` along one axis, or before version 13 along all from one on.
struct SoftmaxOperation: TensorOperation {
    let axis: Int
    let isFlat: Bool
    let isLogarithm: Bool

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let axis = try input.axis(axis)
        let (outer, _, _) = input.split(at: axis)
        var (_, length, inner) = input.split(at: axis)
        if isFlat { (length, inner) = (length * inner, 1) }
        var values = input.values
        for block in 0..<outer {
            for offset in 0..<inner {
                let places = (0..<length).map { (block * length + $0) * inner + offset }
                let most = places.reduce(-Double.infinity) { max($0, values[$1]) }
                let sum = places.reduce(0) { $0 + Double.exp(values[$1] - most) }
                for place in places {
                    let margin = values[place] - most
                    values[place] =
                        isLogarithm ? margin - Double.log(sum) : Double.exp(margin) / sum
                }
            }
        }
        return [Tensor(input.element, input.shape, Tensor.settled(values, as: input.element))]
    }
}
