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
        let shape =
            keepsAxes
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
