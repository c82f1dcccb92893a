/// Numbers in a shape.
///
/// Whole numbers, flags and texts are kept as float64 too.
///
/// A text is its place in the graph's ``TensorVocabulary``; −1 is a text that the graph does not
/// know, which equals none of its own.
struct Tensor: Sendable, Equatable {
    enum Element: Sendable, Equatable {
        case single, double, integer, flag, text

        /// The type for ONNX's number of it; `nil` for one that is not computed with here.
        init?(onnx: Int) {
            switch onnx {
            case 1: self = .single
            case 11: self = .double
            case 2, 3, 4, 5, 6, 7, 12, 13: self = .integer
            case 9: self = .flag
            case 8: self = .text
            default: return nil
            }
        }
    }

    var element: Element
    var shape: [Int]
    /// Row-major; as many as the shape says.
    var values: [Double]

    init(_ element: Element, _ shape: [Int], _ values: [Double]) {
        precondition(shape.reduce(1, *) == values.count)
        self.element = element
        self.shape = shape
        self.values = values
    }

    /// A list.
    init(_ element: Element, _ values: [Double]) {
        self.init(element, [values.count], values)
    }

    /// The values as an element type holds them: rounded to float32, cut to whole, or 0 and 1.
    static func settled(_ values: [Double], as element: Element) -> [Double] {
        switch element {
        case .double, .text: values
        case .single: values.map { Double(Float($0)) }
        case .integer: values.map { $0.rounded(.towardZero) }
        case .flag: values.map { $0 != 0 ? 1 : 0 }
        }
    }

    /// The same values in another shape of equal size.
    func reshaped(_ shape: [Int]) -> Tensor { Tensor(element, shape, values) }

    /// As a matrix: the first axis, and all others together.
    var rowsAndColumns: (rows: Int, columns: Int) {
        guard let rows = shape.first else { return (1, 1) }
        return shape.count == 1 ? (1, rows) : (rows, shape.dropFirst().reduce(1, *))
    }

    /// The whole numbers of a list that steers an operation.
    var integers: [Int] { values.map { Int(exactly: $0) ?? 0 } }
}

/// The texts that a graph knows, each by a number.
struct TensorVocabulary: Sendable {
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]

    mutating func number(of text: String) -> Double {
        if let number = numbers[text] { return Double(number) }
        numbers[text] = texts.count
        texts.append(text)
        return Double(texts.count - 1)
    }

    /// A number as a text that may be in the vocabulary.
    func known(_ text: String) -> Double { numbers[text].map { Double($0) } ?? -1 }
}

/// Why an operation stopped, without the place.
struct TensorFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
