import RealModule

/// A function of two numbers, place by place, with shorter shapes repeated.
struct BinaryOperation: TensorOperation {
    private let function: @Sendable (Double, Double) -> Double
    private let result: Tensor.Element?

    private init(
        _ result: Tensor.Element?, _ function: @escaping @Sendable (Double, Double) -> Double
    ) {
        self.function = function
        self.result = result
    }

    /// `nil` for a name that is no such operation.
    init?(_ name: String) {
        switch name {
        case "Add", "Sum": self.init(nil) { $0 + $1 }
        case "Sub": self.init(nil) { $0 - $1 }
        case "Mul": self.init(nil) { $0 * $1 }
        case "Div": self.init(nil) { $0 / $1 }
        case "Pow":
            // RealModule's power of a real exponent has no negative bases.
            self.init(nil) { base, exponent in
                Int(exactly: exponent).map { Double.pow(base, $0) } ?? Double.pow(base, exponent)
            }
        case "Max": self.init(nil) { $0.isNaN || $0 > $1 ? $0 : $1 }
        case "Min": self.init(nil) { $0.isNaN || $0 < $1 ? $0 : $1 }
        case "Less": self.init(.flag) { $0 < $1 ? 1 : 0 }
        case "LessOrEqual": self.init(.flag) { $0 <= $1 ? 1 : 0 }
        case "Greater": self.init(.flag) { $0 > $1 ? 1 : 0 }
        case "GreaterOrEqual": self.init(.flag) { $0 >= $1 ? 1 : 0 }
        case "Equal": self.init(.flag) { $0 == $1 ? 1 : 0 }
        case "And": self.init(.flag) { $0 != 0 && $1 != 0 ? 1 : 0 }
        case "Or": self.init(.flag) { $0 != 0 || $1 != 0 ? 1 : 0 }
        case "Xor": self.init(.flag) { ($0 != 0) != ($1 != 0) ? 1 : 0 }
        default: return nil
        }
    }

    /// More than two inputs are taken one after the other.
    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        var left = try inputs.required(0)
        for place in inputs.indices.dropFirst() {
            left = try pair(left, try inputs.required(place))
        }
        return [left]
    }

    private func pair(_ left: Tensor, _ right: Tensor) throws(TensorFault) -> Tensor {
        let element = result ?? left.element
        let shape = try Broadcast.shape(left.shape, right.shape)
        let values: [Double]
        if left.shape == right.shape {
            values = left.values.indices.map { function(left.values[$0], right.values[$0]) }
        } else {
            let (lefts, rights) = (
                Broadcast(left.shape, to: shape), Broadcast(right.shape, to: shape)
            )
            let size = try TensorLimits.size(of: shape)
            var sources = zip(lefts.places, rights.places).makeIterator()
            values = (0..<size).map { _ in
                guard let (first, second) = sources.next() else { return 0 }
                return function(left.values[first], right.values[second])
            }
        }
        return Tensor(element, shape, Tensor.settled(values, as: element))
    }
}
