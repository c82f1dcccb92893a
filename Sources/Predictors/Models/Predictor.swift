package import Statistics

/// A model that was read from its file and predicts here, without anything of it being run as code.
///
/// Predictions are those of the library's own engine, up to the rounding of float32 sums.
package struct Predictor: Sendable {
    /// What the numbers of a prediction are.
    package enum Output: Sendable, Equatable {
        /// One number a row: the probability of the positive class.
        case probability
        /// One number a class and row; the names are the file's, or `0`, `1` … without any.
        case classes([String])
        /// As many numbers a row as this; not probabilities.
        case numbers(Int)

        /// Numbers a row.
        package var width: Int {
            switch self {
            case .probability: 1
            case .classes(let names): names.count
            case .numbers(let count): count
            }
        }
    }

    /// What turns rows into margins.
    enum Engine: Sendable {
        case trees(TreeEnsemble)
        case linear(LinearModel)
        case graph(TensorGraph)
        case foreign(any ForeignEngine)
    }

    package let format: ModelFormat
    package let features: [Feature]
    package let output: Output
    let engine: Engine
    let link: Link

    init(
        format: ModelFormat, features: [Feature], output: Output, engine: Engine, link: Link
    ) {
        self.format = format
        self.features = features
        self.output = output
        self.engine = engine
        self.link = link
    }

    /// A model that an engine outside of this room computes.
    package init(
        _ engine: any ForeignEngine, format: ModelFormat, features: [Feature], output: Output
    ) {
        self.init(
            format: format, features: features, output: output, engine: .foreign(engine),
            link: .identity)
    }

    /// The same model, whose features are called otherwise; `nil` when there are not so many.
    package func naming(_ names: [String]) -> Predictor? {
        guard names.count == features.count else { return nil }
        return Predictor(
            format: format,
            features: zip(names, features).map { Feature(name: $0, kind: $1.kind) },
            output: output, engine: engine, link: link)
    }

    /// More bytes than this are refused before they are read.
    package static let byteLimit = 1 << 30

    /// The ensemble, when the margins are one's: then it can be explained exactly.
    package var treeEnsemble: TreeEnsemble? {
        switch engine {
        case .trees(let ensemble): ensemble
        case .linear, .foreign: nil
        case .graph(let graph): graph.treeEnsemble
        }
    }

    /// How margins become predictions; `nil` for a graph that has no margins.
    package var marginLink: Link? {
        switch engine {
        case .trees, .linear: link
        case .graph(let graph): graph.marginLink
        case .foreign: nil
        }
    }

    /// The predictions of rows.
    ///
    /// - Parameters:
    ///   - matrix: The rows one after the other, values as ``Feature/Kind`` says, NaN where
    ///     missing; shape `[rows, features]`.
    ///   - rowCount: How many rows there are.
    /// - Returns: Shape `[rows, output.width]`.
    /// - Throws: ``PredictorError/matrixMisshapen(values:rows:features:)``; for a graph, here or
    ///   elsewhere, also ``PredictorError/notComputed(node:reason:)``.
    /// - Complexity: O(rows · size of the model).
    package func predict(
        _ matrix: [Double], rowCount: Int
    ) throws(PredictorError) -> [Double] {
        try check(matrix, rowCount: rowCount)
        switch engine {
        case .trees(let ensemble):
            let margins = ensemble.margins(of: matrix, rowCount: rowCount)
            return link.predictions(margins, width: ensemble.outputCount)
        case .linear(let linear):
            let margins = linear.margins(of: matrix, rowCount: rowCount)
            return link.predictions(margins, width: linear.outputCount)
        case .graph(let graph):
            return try graph.predict(matrix, rowCount: rowCount)
        case .foreign(let engine):
            return try engine.predict(matrix, rowCount: rowCount)
        }
    }

    /// The sums that ``marginLink`` turns into predictions.
    ///
    /// - Parameters:
    ///   - matrix: As ``predict(_:rowCount:)`` takes it.
    ///   - rowCount: How many rows there are.
    /// - Returns: Shape `[rows, margins]`.
    /// - Throws: ``PredictorError/noMargin`` for a graph that is more than one tree ensemble.
    package func margins(
        of matrix: [Double], rowCount: Int
    ) throws(PredictorError) -> [Double] {
        try check(matrix, rowCount: rowCount)
        if case .linear(let linear) = engine {
            return linear.margins(of: matrix, rowCount: rowCount)
        }
        guard let treeEnsemble else { throw .noMargin }
        return treeEnsemble.margins(of: matrix, rowCount: rowCount)
    }

    private func check(_ matrix: [Double], rowCount: Int) throws(PredictorError) {
        let (count, isTooMany) = rowCount.multipliedReportingOverflow(by: features.count)
        guard rowCount >= 0, !isTooMany, matrix.count == count else {
            throw .matrixMisshapen(
                values: matrix.count, rows: rowCount, features: features.count)
        }
    }
}
