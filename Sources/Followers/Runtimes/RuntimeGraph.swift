import Predictors

/// A loaded graph as a predictor's engine: rows go in by its inputs, and the scores come out.
struct RuntimeGraph: ForeignEngine {
    private let session: ONNXSession
    /// Which columns of the matrix each input takes.
    private let columns: [Range<Int>]
    let features: [Feature]
    /// The output with the scores.
    private let result: Int
    private let hasLabel: Bool
    private let width: Int
    /// What maps of scores call the classes; `nil` for a tensor.
    private let names: [String]?
    /// Rows that are computed at once.
    private let blockRows: Int

    private static let blockRowsMost = 4_096
    private static let featuresMost = 1 << 20

    /// - Parameters:
    ///   - session: The loaded model.
    ///   - featureCount: How many columns a model of open width is to take.
    /// - Throws: ``ONNXRuntimeFault`` for inputs that are no table of numbers and outputs without any,
    ///   and when one row of zeros gives something else.
    init(_ session: ONNXSession, featureCount: Int?) throws(ONNXRuntimeFault) {
        self.session = session
        var columns: [Range<Int>] = []
        var features: [Feature] = []
        for port in session.inputs {
            let width = try Self.width(port, of: session.inputs.count, featureCount)
            let first = features.count
            guard width <= Self.featuresMost - first else {
                throw .unfit("it takes too many columns")
            }
            columns.append(first..<first + width)
            features += Self.features(port, width: width, isSole: session.inputs.count == 1)
        }
        guard !features.isEmpty else { throw .unfit("it takes no columns") }
        self.columns = columns
        self.features = features
        blockRows = session.inputs.contains { $0.shape.first == 1 } ? 1 : Self.blockRowsMost
        result = try Self.scores(of: session.outputs)
        hasLabel = session.outputs.contains { [3, 5, 6, 7, 8, 9].contains($0.element) }
        let zeros = [Double](repeating: 0, count: features.count)
        let probe = try Self.computed(session, columns, zeros[...], rows: 1, result)
        (width, names) = (probe.values.count, probe.names)
    }

    /// An input of one column is called as the column is.
    private static func features(
        _ port: ONNXSession.Port, width: Int, isSole: Bool
    ) -> [Feature] {
        if width == 1, !isSole { return [Feature(name: port.name, kind: .number)] }
        return (0..<width).map {
            Feature(
                name: isSole ? "f\($0)" : "\(port.name).\($0)", kind: .number, isNamed: false)
        }
    }

    /// Columns that an input takes.
    private static func width(
        _ port: ONNXSession.Port, of count: Int, _ featureCount: Int?
    ) throws(ONNXRuntimeFault) -> Int {
        guard port.kind == .tensor, InputElement(rawValue: port.element) != nil,
            port.shape.count == 1 || port.shape.count == 2
        else {
            throw .unfit(
                "its input `\(port.name)` is no table of numbers (float, double or int64)")
        }
        guard port.shape[0] < 2 else {
            throw .unfit("its input `\(port.name)` takes just \(port.shape[0]) rows")
        }
        if port.shape.count == 1 { return 1 }
        if port.shape[1] > 0 { return port.shape[1] }
        guard count == 1, let featureCount else {
            throw .unfit(
                "its input `\(port.name)` takes any number of columns: name them with `--features`")
        }
        return featureCount
    }

    /// The first output that is of numbers, or of maps of them.
    private static func scores(
        of outputs: [ONNXSession.Port]
    ) throws(ONNXRuntimeFault) -> Int {
        let place = outputs.firstIndex { port in
            port.kind == .sequence || port.kind == .tensor && [1, 11].contains(port.element)
        }
        guard let place else { throw .unfit("none of its outputs is of scores") }
        return place
    }

    /// What its predictions are; classes where a label comes beside the scores.
    func output(naming classes: ONNXClassNames) -> Predictor.Output {
        guard hasLabel, width > 1 else { return .numbers(width) }
        return .classes(names ?? classes.names(width: width) ?? (0..<width).map(String.init))
    }

    func predict(_ matrix: [Double], rowCount: Int) throws(PredictorError) -> [Double] {
        var predictions: [Double] = []
        predictions.reserveCapacity(rowCount * width)
        do throws(ONNXRuntimeFault) {
            for first in stride(from: 0, to: rowCount, by: blockRows) {
                let rows = min(blockRows, rowCount - first)
                let cells = matrix[first * features.count..<(first + rows) * features.count]
                let block = try Self.computed(session, columns, cells, rows: rows, result)
                guard block.values.count == rows * width, block.names == names else {
                    throw .unfit("it gives \(block.values.count) numbers for \(rows) rows")
                }
                predictions += block.values
            }
        } catch {
            throw .notComputed(node: "ONNX Runtime", reason: error.sentence)
        }
        return predictions
    }

    private static func computed(
        _ session: ONNXSession, _ columns: [Range<Int>], _ cells: ArraySlice<Double>, rows: Int,
        _ result: Int
    ) throws(ONNXRuntimeFault) -> RuntimeScores {
        var inputs: [InputTensor] = []
        defer {
            for input in inputs { input.release(session.functions) }
        }
        let width = cells.count / rows
        for (port, range) in zip(session.inputs, columns) {
            inputs.append(
                try InputTensor(port, cells, columns: range, of: width, rows: rows, in: session))
        }
        let value = try session.run(inputs.map(\.value), for: result)
        defer { session.functions.releaseValue(value) }
        var scores = try RuntimeScores(value, rows: rows, in: session)
        // A whole number cannot be missing: there is no answer to such a row.
        let isWhole = session.inputs.map { $0.element == InputElement.integer.rawValue }
        let whole = zip(columns, isWhole).filter(\.1).flatMap { Array($0.0) }
        guard !whole.isEmpty else { return scores }
        for row in 0..<rows
        where whole.contains(where: { !cells[cells.startIndex + row * width + $0].isFinite }) {
            scores.forget(row: row, of: rows)
        }
        return scores
    }
}

/// What an input may be of, by ONNX's numbers.
enum InputElement: Int {
    case single = 1
    case integer = 7
    case double = 11
}

/// Rows as one input takes them.
private struct InputTensor {
    let value: OpaquePointer?
    private let memory: UnsafeMutableRawPointer

    init(
        _ port: ONNXSession.Port, _ cells: ArraySlice<Double>, columns: Range<Int>, of width: Int,
        rows: Int, in session: ONNXSession
    ) throws(ONNXRuntimeFault) {
        guard let element = InputElement(rawValue: port.element) else {
            throw .unfit("its input `\(port.name)` is of no numbers")
        }
        let size = element == .single ? 4 : 8
        let count = rows * columns.count
        memory = .allocate(byteCount: max(count * size, size), alignment: 64)
        var place = 0
        for row in 0..<rows {
            let start = cells.startIndex + row * width
            for cell in cells[start + columns.lowerBound..<start + columns.upperBound] {
                Self.store(cell, as: element, in: memory + place * size)
                place += 1
            }
        }
        let shape = port.shape.count == 1 ? [Int64(rows)] : [Int64(rows), Int64(columns.count)]
        var value: OpaquePointer?
        let status = session.functions.createTensor(
            session.memory.pointer, memory, count * size, shape, shape.count,
            CInt(port.element), &value)
        self.value = value
        do throws(ONNXRuntimeFault) { try session.functions.check(status) } catch {
            memory.deallocate()
            throw error
        }
    }

    /// Whole numbers are cut, as Assay's own engine cuts them.
    private static func store(
        _ cell: Double, as element: InputElement, in memory: UnsafeMutableRawPointer
    ) {
        switch element {
        case .single: memory.storeBytes(of: Float(cell), as: Float.self)
        case .double: memory.storeBytes(of: cell, as: Double.self)
        case .integer:
            let whole = Int64(exactly: cell.rounded(.towardZero)) ?? 0
            memory.storeBytes(of: whole, as: Int64.self)
        }
    }

    func release(_ functions: ONNXRuntimeFunctions) {
        functions.releaseValue(value)
        memory.deallocate()
    }
}
