/// `MatMul` and `Gemm`: `α · A · B + β · C`, either factor transposed if asked.
struct ProductOperation: TensorOperation {
    var alpha = 1.0
    var beta = 1.0
    var transposesFirst = false
    var transposesSecond = false

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let first = try matrix(try inputs.required(0), isTransposed: transposesFirst)
        let second = try matrix(
            try inputs.required(1), isTransposed: transposesSecond, isColumn: true)
        let (rows, length, columns) = (first.shape[0], first.shape[1], second.shape[1])
        guard length == second.shape[0] else {
            throw TensorFault("the shapes \(first.shape) and \(second.shape) do not multiply")
        }
        let size = try TensorLimits.size(of: [rows, columns])
        guard size.multipliedReportingOverflow(by: max(length, 1)).partialValue
            <= TensorLimits.work
        else { throw TensorFault("the product is too much work") }
        var values = [Double](repeating: 0, count: size)
        for row in 0..<rows {
            for place in 0..<length {
                let factor = alpha * first.values[row * length + place]
                for column in 0..<columns {
                    values[row * columns + column] +=
                        factor * second.values[place * columns + column]
                }
            }
        }
        if let addend = inputs.optional(2) {
            let places = Broadcast(addend.shape, to: [rows, columns]).places
            guard try Broadcast.shape(addend.shape, [rows, columns]) == [rows, columns] else {
                throw TensorFault("the addend is larger than the product")
            }
            for place in places.indices { values[place] += beta * addend.values[places[place]] }
        }
        var shape: [Int] = []
        if inputs.optional(0)?.shape.count != 1 { shape.append(rows) }
        if inputs.optional(1)?.shape.count != 1 { shape.append(columns) }
        return [
            Tensor(first.element, shape, Tensor.settled(values, as: first.element))
        ]
    }

    /// As a matrix; a list is a row in front and a column behind.
    private func matrix(
        _ tensor: Tensor, isTransposed: Bool, isColumn: Bool = false
    ) throws(TensorFault) -> Tensor {
        var matrix = tensor
        if tensor.shape.count == 1 {
            matrix = tensor.reshaped(isColumn ? [tensor.shape[0], 1] : [1, tensor.shape[0]])
        }
        guard matrix.shape.count == 2 else {
            throw TensorFault("a product of stacked matrices of shape \(tensor.shape)")
        }
        guard isTransposed else { return matrix }
        return try TransposeOperation(order: nil).run([matrix]).first ?? matrix
    }
}

/// How scores leave `ai.onnx.ml`'s classifiers and regressors.
enum ScoreTransform {
    /// The link for as many scores as classes; `nil` for a name that is unknown.
    static func link(_ name: String) -> Link? {
        switch name {
        case "NONE", "": .identity
        case "LOGISTIC": .logistic(steepness: 1)
        case "SOFTMAX": .softmax
        case "SOFTMAX_ZERO": .softmaxOfNonzero
        case "PROBIT": .probit
        default: nil
        }
    }
}

/// `LinearRegressor`, and the scores of `LinearClassifier`.
struct LinearOperation: TensorOperation {
    /// Shape `[targets, features]`.
    let coefficients: [Double]
    /// Shape `[targets]`.
    let intercepts: [Double]
    let link: Link
    /// The classes' labels, whose best comes before the scores.
    let labels: Tensor?

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (rows, features) = input.rowsAndColumns
        let targets = intercepts.count
        guard coefficients.count == targets * features else {
            throw TensorFault(
                "\(coefficients.count) coefficients for \(features) features and \(targets) targets")
        }
        var scores: [Double] = []
        scores.reserveCapacity(try TensorLimits.size(of: [rows, targets]))
        for row in 0..<rows {
            for target in 0..<targets {
                var sum = intercepts[target]
                for feature in 0..<features {
                    sum += input.values[row * features + feature]
                        * coefficients[target * features + feature]
                }
                scores.append(sum)
            }
        }
        return ClassScores(labels: labels, link: link).outputs(scores, rows: rows)
    }
}

/// Scores behind a link, and before them the label of each row's best.
struct ClassScores {
    let labels: Tensor?
    let link: Link

    func outputs(_ scores: [Double], rows: Int) -> [Tensor] {
        guard rows > 0 else {
            return labels.map { [Tensor($0.element, []), Tensor(.single, [0, 0], [])] }
                ?? [Tensor(.single, [0, 0], [])]
        }
        let settled = link.predictions(scores, width: scores.count / rows)
        let columns = settled.count / rows
        let tensor = Tensor(.single, [rows, columns], Tensor.settled(settled, as: .single))
        guard let labels else { return [tensor] }
        let best = (0..<rows).map { row in
            let values = settled[row * columns..<(row + 1) * columns]
            let place = values.indices.max { values[$0] < values[$1] } ?? values.startIndex
            return labels.values[min(place - values.startIndex, labels.values.count - 1)]
        }
        return [Tensor(labels.element, best), tensor]
    }
}
