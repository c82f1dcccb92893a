/// One step of a graph, its constants already read.
protocol TensorOperation: Sendable {
    /// - Parameter inputs: In the node's order; `nil` for one that is left out.
    /// - Returns: In the node's order, at least as many as the operation must give.
    /// - Throws: ``TensorFault`` where the inputs do not fit.
    func run(_ inputs: [Tensor?]) throws(TensorFault) -> [Tensor]
}

/// How much one operation may make or work, so that a short file cannot ask for more.
enum TensorLimits {
    /// Numbers in a tensor.
    static let size = 1 << 24
    /// Multiplications in one product.
    static let work = 1 << 34
    /// Numbers made by all operations for one block of rows.
    static let total = 1 << 28

    /// The size of a shape.
    static func size(of shape: [Int]) throws(TensorFault) -> Int {
        var size = 1
        for length in shape {
            let (product, isTooMuch) = size.multipliedReportingOverflow(by: length)
            guard length >= 0, !isTooMuch, product <= Self.size else {
                throw TensorFault("a result would have more than \(Self.size) numbers")
            }
            size = product
        }
        return size
    }
}

extension [Tensor?] {
    /// The input at a place, which the operation must have.
    func required(_ place: Int) throws(TensorFault) -> Tensor {
        guard place < count, let tensor = self[place] else {
            throw TensorFault("input \(place) is missing")
        }
        return tensor
    }

    /// The input at a place, or `nil` where it is left out.
    func optional(_ place: Int) -> Tensor? { place < count ? self[place] : nil }
}

extension Tensor {
    /// An axis as an index, where a negative one counts from the end.
    func axis(_ axis: Int) throws(TensorFault) -> Int {
        try Self.axis(axis, rank: shape.count)
    }

    static func axis(_ axis: Int, rank: Int) throws(TensorFault) -> Int {
        let index = axis < 0 ? axis + rank : axis
        guard index >= 0, index < rank else {
            throw TensorFault("there is no axis \(axis) among \(rank)")
        }
        return index
    }

    /// The sizes before, of and after an axis.
    func split(at axis: Int) -> (outer: Int, length: Int, inner: Int) {
        (
            shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *)
        )
    }
}
