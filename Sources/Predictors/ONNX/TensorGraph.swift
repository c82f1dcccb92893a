import Statistics

/// The tabular part of ONNX, step by step over small tensors, some rows at a time.
///
/// Numbers are kept as float64 and rounded to their type after each operation, so float32 sums over
/// many numbers are a little more exact than ONNX Runtime's.
struct TensorGraph: Sendable {
    struct Step: Sendable {
        let label: String
        let operation: any TensorOperation
        /// Places among the graph's tensors; −1 for an input that is left out.
        let inputs: [Int]
        let outputs: [Int]
    }

    /// One input of the graph, and which columns of the matrix it takes.
    struct Input: Sendable {
        let place: Int
        let element: Tensor.Element
        let columns: Range<Int>
        /// Whether the input is a list of rows, without a second axis.
        let isList: Bool
    }

    let inputs: [Input]
    let steps: [Step]
    /// By place; only constants are filled.
    let constants: [Tensor?]
    let result: Int
    let featureCount: Int
    /// Predictions a row.
    private(set) var width = 0
    /// Rows that are computed together.
    let blockRows: Int
    /// The sole tree ensemble between the input and the result, and how its margins become it.
    let trees: TreeOperation?

    var treeEnsemble: TreeEnsemble? { trees?.ensemble }
    var marginLink: Link? { trees?.link }

    /// Computes one row of zeros at once, which shows whether the steps fit together.
    init(_ parts: TensorGraphReader) throws(PredictorError) {
        inputs = parts.inputs
        steps = parts.steps
        constants = parts.constants
        result = parts.result
        featureCount = parts.features.count
        blockRows = parts.blockRows
        trees = parts.soleTrees
        let zeros = [Double](repeating: 0, count: featureCount * parts.probeRows)
        let probe = try compute(zeros[...], rows: parts.probeRows)
        guard let width = try? Self.width(probe, rows: parts.probeRows) else {
            throw .unsupported(.onnx, what: "a result of shape \(probe.shape) for one row")
        }
        self.width = width
    }

    private static func width(_ tensor: Tensor, rows: Int) throws(TensorFault) -> Int {
        guard !tensor.values.isEmpty, tensor.element != .text, tensor.shape.first == rows else {
            throw TensorFault("no numbers for each row")
        }
        return tensor.values.count / rows
    }

    /// The predictions; shape `[rows, width]`.
    func predict(_ matrix: [Double], rowCount: Int) throws(PredictorError) -> [Double] {
        var predictions: [Double] = []
        predictions.reserveCapacity(rowCount * width)
        for first in stride(from: 0, to: rowCount, by: blockRows) {
            let rows = min(blockRows, rowCount - first)
            let cells = matrix[first * featureCount..<(first + rows) * featureCount]
            let block = try compute(cells, rows: rows)
            guard block.values.count == rows * width else {
                throw .notComputed(
                    node: "result", reason: "\(block.values.count) numbers for \(rows) rows")
            }
            predictions += block.values
        }
        return predictions
    }

    private func compute(
        _ matrix: ArraySlice<Double>, rows: Int
    ) throws(PredictorError) -> Tensor {
        var tensors = constants
        for input in inputs { tensors[input.place] = tensor(input, matrix, rows: rows) }
        var made = 0
        for step in steps {
            do throws(TensorFault) {
                let results = try step.operation.run(
                    step.inputs.map { $0 < 0 ? nil : tensors[$0] })
                guard results.count >= step.outputs.count else {
                    throw TensorFault("it has \(results.count) results")
                }
                for (place, result) in zip(step.outputs, results) where place >= 0 {
                    tensors[place] = result
                    made += result.values.count
                }
                guard made <= TensorLimits.total else { throw TensorFault("it is too much work") }
            } catch {
                throw .notComputed(node: step.label, reason: error.reason)
            }
        }
        guard let tensor = tensors[result] else {
            throw .notComputed(node: "result", reason: "nothing computes it")
        }
        return tensor
    }

    private func tensor(_ input: Input, _ matrix: ArraySlice<Double>, rows: Int) -> Tensor {
        let width = input.columns.count
        var values: [Double] = []
        values.reserveCapacity(rows * width)
        for row in 0..<rows {
            let start = matrix.startIndex + row * featureCount
            values += matrix[start + input.columns.lowerBound..<start + input.columns.upperBound]
        }
        // A text that is missing is one that the graph does not know.
        if input.element == .text { values = values.map { $0.isNaN ? -1 : $0 } }
        return Tensor(
            input.element, input.isList ? [rows] : [rows, width],
            Tensor.settled(values, as: input.element))
    }
}
