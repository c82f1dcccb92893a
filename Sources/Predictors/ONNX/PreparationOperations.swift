/// `Scaler`: `(x − offset) · scale`, column by column.
struct ScalerOperation: TensorOperation {
    let offset: [Double]
    let scale: [Double]

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (_, columns) = input.rowsAndColumns
        guard [1, columns].contains(offset.count), [1, columns].contains(scale.count) else {
            throw TensorFault("\(scale.count) scales for \(columns) columns")
        }
        let values = input.values.indices.map { place in
            let column = place % columns
            return (input.values[place] - offset[offset.count == 1 ? 0 : column])
                * scale[scale.count == 1 ? 0 : column]
        }
        return [Tensor(.single, input.shape, Tensor.settled(values, as: .single))]
    }
}

/// `Normalizer`: each row divided by its greatest number, its sum or its length.
struct NormalizerOperation: TensorOperation {
    enum Norm: String, Sendable { case most = "MAX", sum = "L1", length = "L2" }

    let norm: Norm

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (rows, columns) = input.rowsAndColumns
        var values = input.values
        for row in 0..<rows {
            let cells = row * columns..<(row + 1) * columns
            let size = size(values[cells])
            if size != 0 { for cell in cells { values[cell] /= size } }
        }
        return [Tensor(.single, input.shape, Tensor.settled(values, as: .single))]
    }

    private func size(_ row: ArraySlice<Double>) -> Double {
        switch norm {
        case .most: row.max() ?? 0
        case .sum: row.reduce(0) { $0 + $1.magnitude }
        case .length: row.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
    }
}

/// `Imputer`: a column's own number in place of a missing one.
struct ImputerOperation: TensorOperation {
    let imputed: [Double]
    /// NaN stands for itself.
    let replaced: Double

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let (_, columns) = input.rowsAndColumns
        guard [1, columns].contains(imputed.count) else {
            throw TensorFault("\(imputed.count) imputed values for \(columns) columns")
        }
        let values = input.values.indices.map { place in
            let value = input.values[place]
            let isMissing = replaced.isNaN ? value.isNaN : value == replaced
            return isMissing ? imputed[imputed.count == 1 ? 0 : place % columns] : value
        }
        return [Tensor(input.element, input.shape, values)]
    }
}

/// `OneHotEncoder`: a new last axis, with 1 at the place of the category.
struct OneHotOperation: TensorOperation {
    private let places: [Double: Int]
    private let width: Int
    private let allowsUnknown: Bool

    init(categories: [Double], allowsUnknown: Bool) {
        places = Dictionary(
            zip(categories, categories.indices), uniquingKeysWith: { first, _ in first })
        width = categories.count
        self.allowsUnknown = allowsUnknown
    }

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let shape = input.shape + [width]
        var values = [Double](repeating: 0, count: try TensorLimits.size(of: shape))
        for (cell, value) in input.values.enumerated() {
            let key = input.element == .text ? value : value.rounded(.towardZero)
            guard let place = places[key] else {
                guard allowsUnknown else { throw TensorFault("a category that is unknown") }
                continue
            }
            values[cell * width + place] = 1
        }
        return [Tensor(.single, shape, values)]
    }
}

/// `LabelEncoder`: a value for each key.
struct LabelEncoderOperation: TensorOperation {
    private let values: [Double: Double]
    private let valueOfNaN: Double?
    private let unknown: Double
    private let element: Tensor.Element

    init(keys: [Double], values: [Double], unknown: Double, element: Tensor.Element) {
        self.values = Dictionary(zip(keys, values), uniquingKeysWith: { first, _ in first })
        valueOfNaN = zip(keys, values).first { $0.0.isNaN }?.1
        self.unknown = unknown
        self.element = element
    }

    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor] {
        let input = try inputs.required(0)
        let encoded = input.values.map { key in
            key.isNaN ? valueOfNaN ?? unknown : values[key] ?? unknown
        }
        return [Tensor(element, input.shape, encoded)]
    }
}
