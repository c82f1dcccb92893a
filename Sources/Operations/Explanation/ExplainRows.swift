import Predictors
package import Statistics
import Tables

/// Why a model answers as it does to the rows of a file: Assay runs the model itself.
///
/// Contributions are exact Shapley values of the model's margins (``TreeSHAP``); absent features
/// follow the training data down the trees. So only tree ensembles are explained.
package struct ExplainRows: Sendable {
    package let model: String
    package let data: String

    package init(model: String, data: String) {
        self.model = model
        self.data = data
    }

    /// One row's answer and what made it.
    package struct Row: Sendable {
        /// From 1, as in the file.
        package let number: Int
        /// Of the class with the highest margin, or of the only output.
        package let reasons: DecisionReasons
        /// The class, when there are several.
        package let className: String?
        /// After the model's link: a probability, or a number.
        package let prediction: Double
        /// Each reason's value in words: a category's name, or a number.
        package let values: [String]
    }

    package struct Explained: Sendable {
        package let format: String
        package let features: [String]
        package let isProbability: Bool
        package let rows: [Row]
        /// Over all rows of the file, by falling importance.
        package let importance: GlobalImportance
    }

    /// - Throws: A fault when the model or the data do not read or do not fit, and when the model is
    ///   no tree ensemble.
    package func run() throws -> Explained {
        let predictor = try opened()
        guard let trees = predictor.treeEnsemble else {
            throw Failure.fault(
                "not_explained",
                "`\(model)` is no tree ensemble; only such models are explained exactly here")
        }
        let table = try table(for: predictor)
        do {
            let matrix = try predictor.matrix(of: Self.columns(table))
            let rows = try FeatureRows(
                matrix.values, rowCount: matrix.rowCount, featureCount: predictor.features.count)
            let contributions = try TreeSHAP(trees, absent: .followingCovers)
                .contributions(of: rows)
            let predictions = try predictor.predict(matrix.values, rowCount: matrix.rowCount)
            let explained = RowExplainer(
                predictor: predictor, rows: rows, contributions: contributions,
                predictions: predictions)
            return Explained(
                format: predictor.format.rawValue, features: predictor.features.map(\.name),
                isProbability: predictor.output.isProbability, rows: try explained.all(),
                importance: try GlobalImportance(contributions))
        } catch let error as PredictorError {
            throw Failure.fault("other_columns", "\(data): \(error)")
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(model): \(error)")
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(data): \(error)")
        }
    }

    private func opened() throws(Failure) -> Predictor {
        let bytes = try FileBytes.read(model)
        do throws(PredictorError) { return try Predictor.open(bytes) } catch {
            throw .fault("bad_model", "\(model): \(error)")
        }
    }

    private func table(for predictor: Predictor) throws(Failure) -> Table {
        guard predictor.features.allSatisfy(\.isNamed) else {
            throw .fault(
                "not_explained",
                "`\(model)` does not name its features, so that nobody can say which column is which"
            )
        }
        do throws(TableError) {
            return try Table(path: data, columns: Self.requests(predictor.features))
        } catch { throw .fault("bad_table", "\(data): \(error)") }
    }

    /// Features that are called `column=text` are made of one column of texts.
    private static func requests(_ features: [Feature]) -> [ColumnRequest] {
        var seen: Set<String> = []
        return features.map { feature in
            guard let equals = feature.name.firstIndex(of: "=") else {
                return ColumnRequest(feature)
            }
            return ColumnRequest(String(feature.name[..<equals]), .category)
        }.filter { seen.insert($0.name).inserted }
    }

    private static func columns(_ table: Table) -> [PredictorColumn] {
        table.columns.compactMap { name, column in
            switch column {
            case .numbers(let numbers): PredictorColumn(name: name, values: .numbers(numbers))
            case .categories(let texts):
                PredictorColumn(name: name, values: .texts(codes: texts.codes, names: texts.names))
            case .labels: nil
            }
        }
    }
}

extension ColumnRequest {
    fileprivate init(_ feature: Feature) {
        if case .category = feature.kind {
            self.init(feature.name, .category)
        } else {
            self.init(feature.name, .numberOrMissing)
        }
    }
}

extension Predictor.Output {
    fileprivate var isProbability: Bool {
        switch self {
        case .probability, .classes: true
        case .numbers: false
        }
    }
}

/// Puts contributions into words, row by row.
private struct RowExplainer {
    let predictor: Predictor
    let rows: FeatureRows
    let contributions: Contributions
    let predictions: [Double]

    func all() throws(ExplanationError) -> [ExplainRows.Row] {
        var explained: [ExplainRows.Row] = []
        for row in 0..<rows.rowCount { explained.append(try one(row)) }
        return explained
    }

    private func one(_ row: Int) throws(ExplanationError) -> ExplainRows.Row {
        let output = (0..<contributions.outputCount).max {
            contributions.answer(row: row, output: $0) < contributions.answer(row: row, output: $1)
        }
        let reasons = try DecisionReasons(
            row: row, of: rows, contributions: contributions, output: output ?? 0,
            names: predictor.features.map(\.name))
        let width = predictor.output.width
        var name: String?
        if case .classes(let names) = predictor.output { name = names[output ?? 0] }
        return ExplainRows.Row(
            number: row + 1, reasons: reasons, className: name,
            prediction: predictions[row * width + min(output ?? 0, width - 1)],
            values: reasons.reasons.map { word($0.value, of: $0.feature) })
    }

    private func word(_ value: Double, of feature: Int) -> String {
        if value.isNaN { return "missing" }
        if case .category(let names) = predictor.features[feature].kind {
            let place = Int(exactly: value) ?? -1
            return names.indices.contains(place) ? names[place] : "never seen"
        }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
