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
