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
