import RealModule

/// A function of each number alone.
struct UnaryOperation: TensorOperation {
    private let function: @Sendable (Double) -> Double
    /// The result's type; the input's without one.
    private let result: Tensor.Element?

    private init(_ result: Tensor.Element?, _ function: @escaping @Sendable (Double) -> Double) {
        self.function = function
        self.result = result
    }

    /// `nil` for a name that is no such operation.
    init?(_ name: String, _ attributes: ONNXAttributes) {
        switch name {
        case "Identity", "Dropout": self.init(nil) { $0 }
        case "Sigmoid": self.init(nil) { Link.logistic($0) }
        case "Exp": self.init(nil) { Double.exp($0) }
        case "Log": self.init(nil) { Double.log($0) }
        case "Sqrt": self.init(nil) { $0.squareRoot() }
        case "Abs": self.init(nil) { $0.magnitude }
        case "Neg": self.init(nil) { -$0 }
        case "Floor": self.init(nil) { $0.rounded(.down) }
        case "Ceil": self.init(nil) { $0.rounded(.up) }
        case "Round": self.init(nil) { $0.rounded(.toNearestOrEven) }
        case "Sign": self.init(nil) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case "Reciprocal": self.init(nil) { 1 / $0 }
        case "Tanh": self.init(nil) { Double.tanh($0) }
        case "Relu": self.init(nil) { $0 < 0 ? 0 : $0 }
        case "Softplus": self.init(nil) { Double.log(onePlus: Double.exp($0)) }
        case "Erf": self.init(nil) { Double.erf($0) }
        case "Not": self.init(.flag) { $0 == 0 ? 1 : 0 }
        case "IsNaN": self.init(.flag) { $0.isNaN ? 1 : 0 }
        case "Binarizer":
            let threshold = attributes.float("threshold") ?? 0
            self.init(nil) { $0 > threshold ? 1 : 0 }
        case "LeakyRelu":
            let slope = attributes.float("alpha") ?? 0.01
            self.init(nil) { $0 < 0 ? slope * $0 : $0 }
        default: return nil
        }
    }

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let element = result ?? input.element
        let values = input.values.map(function)
        return [Tensor(element, input.shape, Tensor.settled(values, as: element))]
    }
}
