import RealModule

/// `ReduceSum` and its kin: one number from all along some axes.
struct ReduceOperation: TensorOperation {
    enum Kind: String, Sendable {
        case sum = "ReduceSum", mean = "ReduceMean", most = "ReduceMax", least = "ReduceMin"
        case product = "ReduceProd", squares = "ReduceSumSquare", absolute = "ReduceL1"
        case norm = "ReduceL2", logSumExp = "ReduceLogSumExp", logSum = "ReduceLogSum"
    }

    let kind: Kind
    /// Where they are no input.
    let axes: [Int]?
    let keepsAxes: Bool
    let allWithoutAxes: Bool

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        var axes: Set<Int> = []
        let given = inputs.optional(1)?.integers ?? wanted(of: input)
        for axis in given { axes.insert(try input.axis(axis)) }
        let kept = input.shape.indices.map { axes.contains($0) ? 1 : input.shape[$0] }
        let places = Broadcast(kept, to: input.shape).places
        var values = [Double](repeating: start, count: kept.reduce(1, *))
        var most: [Double] = []
        if kind == .logSumExp {
            most = [Double](repeating: -.infinity, count: values.count)
            for place in places.indices {
                most[places[place]] = max(most[places[place]], input.values[place])
            }
        }
        for place in places.indices {
            let target = places[place]
            values[target] = combined(
                values[target], input.values[place], most: most.isEmpty ? 0 : most[target])
        }
        let count = values.isEmpty ? 1 : Double(input.values.count / values.count)
        values = values.indices.map {
            finished(values[$0], count: count, most: most.isEmpty ? 0 : most[$0])
        }
        let shape = keepsAxes
            ? kept : input.shape.indices.filter { !axes.contains($0) }.map { input.shape[$0] }
        return [Tensor(input.element, shape, Tensor.settled(values, as: input.element))]
    }

    private func wanted(of input: Tensor) -> [Int] {
        if let axes, !axes.isEmpty { return axes }
        return allWithoutAxes ? Array(input.shape.indices) : []
    }

    private var start: Double {
        switch kind {
        case .most: -.infinity
        case .least: .infinity
        case .product: 1
        case .sum, .mean, .squares, .absolute, .norm, .logSumExp, .logSum: 0
        }
    }

    private func combined(_ total: Double, _ value: Double, most: Double) -> Double {
        switch kind {
        case .sum, .mean, .logSum: total + value
        case .most: value.isNaN || value > total ? value : total
        case .least: value.isNaN || value < total ? value : total
        case .product: total * value
        case .squares, .norm: total + value * value
        case .absolute: total + value.magnitude
        case .logSumExp: total + Double.exp(value - most)
        }
    }

    private func finished(_ total: Double, count: Double, most: Double) -> Double {
        switch kind {
        case .mean: total / count
        case .norm: total.squareRoot()
        case .logSum: Double.log(total)
        case .logSumExp: Double.log(total) + most
        case .sum, .most, .least, .product, .squares, .absolute: total
        }
    }
}

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

/// `ArgMax`, `ArgMin` and `TopK`: which are the greatest or least along an axis.
struct RankOperation: TensorOperation {
    enum Form: Sendable {
        case argument(keepsAxis: Bool, takesLast: Bool)
        case top(count: Int?)
    }

    let form: Form
    let axis: Int
    let isGreatest: Bool

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let axis = try input.axis(axis)
        let (outer, length, inner) = input.split(at: axis)
        let count = try count(inputs, length: length)
        var shape = input.shape
        shape[axis] = count
        var best = [Double](repeating: 0, count: try TensorLimits.size(of: shape))
        var places = best
        for block in 0..<outer {
            for offset in 0..<inner {
                let values = (0..<length).map {
                    input.values[(block * length + $0) * inner + offset]
                }
                for (rank, place) in order(of: values).prefix(count).enumerated() {
                    let target = (block * count + rank) * inner + offset
                    best[target] = values[place]
                    places[target] = Double(place)
                }
            }
        }
        switch form {
        case .top:
            return [Tensor(input.element, shape, best), Tensor(.integer, shape, places)]
        case .argument(let keepsAxis, _):
            if !keepsAxis { shape.remove(at: axis) }
            return [Tensor(.integer, shape, places)]
        }
    }

    private func count(_ inputs: [Tensor?], length: Int) throws(TensorFault) -> Int {
        guard case .top(let given) = form else {
            guard length > 0 else { throw TensorFault("nothing to choose from") }
            return 1
        }
        let count = inputs.optional(1)?.integers.first ?? given ?? 0
        guard count >= 0, count <= length else {
            throw TensorFault("the first \(count) of \(length) are wanted")
        }
        return count
    }

    /// Places in the order of their values; of equal ones the first, or where asked the last.
    private func order(of values: [Double]) -> [Int] {
        var takesLast = false
        if case .argument(_, let last) = form { takesLast = last }
        return values.indices.sorted {
            if values[$0] != values[$1] { return (values[$0] > values[$1]) == isGreatest }
            return takesLast ? $0 > $1 : $0 < $1
        }
    }
}
