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

/// How a shape is repeated to fill a larger one (numpy's rule).
struct Broadcast {
    /// For each place of the larger shape, the place in the smaller.
    let places: [Int]

    /// The shape that both fill.
    static func shape(_ one: [Int], _ other: [Int]) throws(TensorFault) -> [Int] {
        let rank = max(one.count, other.count)
        var shape: [Int] = []
        for axis in 0..<rank {
            let first = length(one, axis, rank)
            let second = length(other, axis, rank)
            guard first == second || first == 1 || second == 1 else {
                throw TensorFault("the shapes \(one) and \(other) do not go together")
            }
            shape.append(first == 1 ? second : first)
        }
        _ = try TensorLimits.size(of: shape)
        return shape
    }

    private static func length(_ shape: [Int], _ axis: Int, _ rank: Int) -> Int {
        let place = axis - (rank - shape.count)
        return place < 0 ? 1 : shape[place]
    }

    /// Takes a shape that fits into the larger one.
    init(_ shape: [Int], to larger: [Int]) {
        let size = larger.reduce(1, *)
        var steps = [Int](repeating: 0, count: larger.count)
        var step = 1
        for axis in larger.indices.reversed() {
            let length = Self.length(shape, axis, larger.count)
            steps[axis] = length == 1 ? 0 : step
            step *= length
        }
        var places: [Int] = []
        places.reserveCapacity(size)
        var index = [Int](repeating: 0, count: larger.count)
        var place = 0
        while places.count < size {
            places.append(place)
            var axis = larger.count - 1
            while axis >= 0 {
                index[axis] += 1
                place += steps[axis]
                if index[axis] < larger[axis] { break }
                place -= steps[axis] * larger[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        self.places = places
    }
}

/// `Where`: from the second input where the first holds, else from the third.
struct WhereOperation: TensorOperation {
    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let (condition, yes, no) = (
            try inputs.required(0), try inputs.required(1), try inputs.required(2)
        )
        let shape = try Broadcast.shape(
            try Broadcast.shape(condition.shape, yes.shape), no.shape)
        let conditions = Broadcast(condition.shape, to: shape).places
        let (yesPlaces, noPlaces) = (
            Broadcast(yes.shape, to: shape).places, Broadcast(no.shape, to: shape).places
        )
        let values = conditions.indices.map {
            condition.values[conditions[$0]] != 0
                ? yes.values[yesPlaces[$0]] : no.values[noPlaces[$0]]
        }
        return [Tensor(yes.element, shape, values)]
    }
}

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

/// `Cast`: another type. Texts are not made into numbers nor numbers into texts.
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
