import Predictors
package import Statistics
package import Transparency

/// Why a model answers as it does to the rows of a file: Assay runs the model itself.
///
/// Contributions are exact Shapley values of a tree ensemble's margins (``TreeSHAP``); of any other
/// model they are those of its answer, estimated by asking it (``KernelSHAP``).
package struct ExplainRows: Sendable {
    package let model: String
    package let data: String
    /// The file of rows that absent features are taken from, if any.
    package let reference: String?
    /// Whose margin is explained, of several classes; each row's highest when `nil`.
    package let className: String?
    /// From 1; when `nil` the first rows.
    package let row: Int?
    /// How many rows at most, > 0.
    package let limit: Int
    /// How the model's file is opened.
    package var opening = ModelOpening()

    package init(
        model: String, data: String, reference: String? = nil, className: String? = nil,
        row: Int? = nil, limit: Int = 10
    ) {
        self.model = model
        self.data = data
        self.reference = reference
        self.className = className
        self.row = row
        self.limit = limit
    }

    /// One row's answer and what made it.
    package struct Row: Sendable {
        /// From 1, as in the file.
        package let number: Int
        /// Of the class that was asked for or has the highest margin, or of the only output.
        package let reasons: DecisionReasons
        /// The class, when there are several.
        package let className: String?
        /// After the model's link: a probability, or a number.
        package let prediction: Double
        /// Each reason's value in words: a category's name, or a number.
        package let values: [String]
    }

    /// How contributions were found.
    package enum Method: String, Sendable, Equatable, CaseIterable {
        case treeSHAP = "TreeSHAP"
        case kernelSHAP = "KernelSHAP"
    }

    package struct Explained: Sendable {
        package let format: String
        /// Which engine ran the model; `nil` for Assay's own.
        package var engine: JSON?
        package let method: Method
        package let features: [String]
        package let isProbability: Bool
        package let absent: AbsentFeatures
        /// In the file.
        package let rowCount: Int
        package let rows: [Row]
        /// Over all rows of the file; `nil` with one row, or when no class was named of several.
        package let importance: GlobalImportance?
    }

    /// - Throws: A fault when the model or the data do not read or do not fit.
    package func run() throws -> Explained {
        let opened = try OpenedModel(model, opening)
        guard let trees = opened.predictor.treeEnsemble else { return try estimated(opened) }
        let margin = try className.flatMap { try opened.answer(named: $0) }
            .map { try opened.margin(ofAnswer: $0, outputCount: trees.outputCount) }
        let rows = try opened.rows(of: opened.columns(of: data), in: data)
        let chosen = try RowChoice.rows(row, limit: limit, of: rows.rowCount)
        return try explaining {
            let (shap, absent) = try opened.shapley(trees, rows: rows, reference: reference)
            let contributions = try shap.contributions(of: rows)
            let explainer = RowExplainer(
                opened: opened, rows: rows, contributions: contributions,
                predictions: try opened.predictor.predict(rows.values, rowCount: rows.rowCount))
            let output = margin ?? (trees.outputCount == 1 ? 0 : nil)
            let importance = try output.map { try GlobalImportance(contributions, output: $0) }
            return Explained(
                format: opened.predictor.format.rawValue, method: .treeSHAP,
                features: opened.predictor.features.map(\.name),
                isProbability: opened.isProbability, absent: absent, rowCount: rows.rowCount,
                rows: try chosen.map { try explainer.one($0, margin: margin) },
                importance: rows.rowCount > 1 ? importance : nil)
        }
    }

    /// Small linear models near rows (``LIME``), instead of contributions.
    ///
    /// - Parameter featureLimit: How many features each may have, > 0.
    /// - Returns: What they say of the rows.
    /// - Throws: As ``run()``, and a fault for a single row without reference rows.
    package func locally(featureLimit: Int) throws -> ExplainedLocally {
        let opened = try OpenedModel(model, opening)
        let columns = try opened.columns(of: data)
        let rowCount = columns.first?.rowCount ?? 0
        let reasons = LocalReasons(
            model: AskedModel(opened), columns: columns,
            reference: try reference.map { try opened.columns(of: $0) }, className: className)
        return try explaining {
            try reasons.explained(
                try RowChoice.rows(row, limit: limit, of: rowCount), rowCount: rowCount,
                featureLimit: featureLimit)
        }
    }

    private func estimated(_ opened: OpenedModel) throws -> Explained {
        let columns = try opened.columns(of: data)
        let rowCount = columns.first?.rowCount ?? 0
        let reasons = AnswerReasons(
            model: AskedModel(opened), columns: columns,
            reference: try reference.map { try opened.columns(of: $0) }, className: className)
        return try explaining {
            var explained = try reasons.explained(
                try RowChoice.rows(row, limit: limit, of: rowCount), rowCount: rowCount)
            explained.engine = opened.engine
            return explained
        }
    }

    private func explaining<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as PredictorError {
            throw Failure.fault("other_columns", "\(data): \(error)")
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(model): \(error)")
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(data): \(error)")
        }
    }
}

/// Puts contributions into words, row by row.
private struct RowExplainer {
    let opened: OpenedModel
    let rows: FeatureRows
    let contributions: Contributions
    let predictions: [Double]

    /// - Parameters:
    ///   - row: From 0.
    ///   - margin: Which of the margins; the highest when `nil`.
    /// - Returns: What made the margin.
    /// - Throws: ``ExplanationError``.
    func one(_ row: Int, margin: Int?) throws(ExplanationError) -> ExplainRows.Row {
        let margin = margin ?? highest(row)
        let reasons = try DecisionReasons(
            row: row, of: rows, contributions: contributions, output: margin,
            names: opened.predictor.features.map(\.name))
        let answer = opened.answer(ofMargin: margin, outputCount: contributions.outputCount)
        return ExplainRows.Row(
            number: row + 1, reasons: reasons,
            className: opened.isClassed ? opened.answerNames[answer] : nil,
            prediction: predictions[row * opened.predictor.output.width + answer],
            values: reasons.reasons.map { opened.word($0.value, of: $0.feature) })
    }

    private func highest(_ row: Int) -> Int {
        (0..<contributions.outputCount).max {
            contributions.answer(row: row, output: $0) < contributions.answer(row: row, output: $1)
        } ?? 0
    }
}
