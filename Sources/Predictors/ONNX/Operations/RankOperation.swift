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
