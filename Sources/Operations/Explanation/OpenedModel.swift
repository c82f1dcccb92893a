import Predictors
import Statistics
import Tables
import Transparency

/// A model that was read from its file, and how files of rows are read for it.
struct OpenedModel: Sendable {
    let path: String
    let predictor: Predictor
    /// Of the bytes that were opened.
    let digest: Digest
    /// Which engine runs it, as evidence says it; `nil` for Assay's own.
    let engine: JSON?

    /// - Throws: A fault when the file is no model that runs here.
    init(_ path: String, _ opening: ModelOpening = ModelOpening()) throws(Failure) {
        self.path = path
        let bytes = try FileBytes.read(path)
        digest = Digest(of: bytes)
        (predictor, engine) = try opening.predictor(of: bytes, at: path)
        guard predictor.features.allSatisfy(\.isNamed) else {
            throw .fault(
                "not_explained",
                "`\(path)` does not name its features, so that nobody can say which column is which; "
                    + "name them in its order with `--features`"
            )
        }
    }

    /// Such as `ONNX Runtime 1.31.1`; `nil` for Assay's own.
    var engineName: String? {
        engine.map { engine in
            ["name", "version"].compactMap { engine[$0]?.stringValue }.joined(separator: " ")
        }
    }

    /// The trees whose margins have exact Shapley values.
    func trees() throws(Failure) -> TreeEnsemble {
        guard let trees = predictor.treeEnsemble else {
            throw .fault(
                "not_explained",
                "`\(path)` is no tree ensemble; only such models are explained exactly here")
        }
        return trees
    }

    // MARK: Rows

    /// The columns that the model's features are made of, in their order.
    func columns(of data: String) throws(Failure) -> [PredictorColumn] {
        Self.columns(try Table.rows(of: data, requests).columns[...])
    }

    /// The rows as the model takes them.
    func rows(of columns: [PredictorColumn], in data: String) throws(Failure) -> FeatureRows {
        do {
            let matrix = try predictor.matrix(of: columns)
            return try FeatureRows(
                matrix.values, rowCount: matrix.rowCount, featureCount: predictor.features.count)
        } catch { throw .fault("other_columns", "\(data): \(error)") }
    }

    /// Features that are called `column=text` are made of one column of texts.
    var requests: [ColumnRequest] {
        var seen: Set<String> = []
        return predictor.features.map { feature in
            guard let equals = feature.name.firstIndex(of: "=") else {
                return ColumnRequest(feature)
            }
            return ColumnRequest(String(feature.name[..<equals]), .category)
        }.filter { seen.insert($0.name).inserted }
    }

    /// Columns that were read by ``requests``, as the model takes them.
    static func columns(
        _ columns: ArraySlice<(name: String, column: Column)>
    ) -> [PredictorColumn] {
        columns.compactMap { name, column in
            switch column {
            case .numbers(let numbers):
                PredictorColumn(name: name, values: .numbers(numbers.values))
            case .categories(let texts):
                PredictorColumn(name: name, values: .texts(codes: texts.codes, names: texts.names))
            case .booleans: nil
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
