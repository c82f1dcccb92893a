import Governance
import Predictors
package import Statistics

/// What moves a model's answers over all rows of a file: each feature's importance and direction,
/// and which features act together.
package struct ExplainModel: Sendable {
    package let model: String
    package let data: String
    /// The file of rows that absent features are taken from, if any.
    package let reference: String?
    /// Whose margin is explained, of several classes.
    package let className: String?
    /// How the model's file is opened.
    package var opening = ModelOpening()

    /// Interactions are taken of at most so many rows, evenly over the file.
    package static let interactingRowsMost = 500
    /// Pairs of more features than this are left out.
    package static let interactingFeaturesMost = 200
    /// So many cells of interactions are kept at once.
    private static let cellsMost = 1 << 23

    package init(
        model: String, data: String, reference: String? = nil, className: String? = nil
    ) {
        self.model = model
        self.data = data
        self.reference = reference
        self.className = className
    }

    package struct Entry: Sendable, Equatable {
        package let feature: String
        package let importance: GlobalImportance.Entry
        package let direction: FeatureDirection
    }

    package struct Pair: Sendable, Equatable {
        package let features: [String]
        package let interaction: GlobalInteractions.Pair
    }

    package struct Explained: Sendable {
        package let format: String
        package let className: String?
        package let absent: AbsentFeatures
        package let rowCount: Int
        /// Of all intervals of a list together.
        package let confidence: Double
        /// By falling importance.
        package let features: [Entry]
        /// By falling magnitude; none when there are too many features.
        package let pairs: [Pair]
        package let interactingRowCount: Int
    }

    /// - Throws: A fault when the model or the data do not read or do not fit, when the model is no
    ///   tree ensemble, when there are fewer than two rows, and when a class must be named.
    package func run() throws -> Explained {
        let opened = try OpenedModel(model, opening)
        let trees = try opened.trees()
        let answer = try answer(opened, outputCount: trees.outputCount)
        let output = try opened.margin(ofAnswer: answer, outputCount: trees.outputCount)
        let rows = try opened.rows(of: opened.columns(of: data), in: data)
        guard rows.rowCount > 1 else {
            throw Failure.fault(
                "bad_sample", "\(data): one row says nothing of a whole model; give more")
        }
        do {
            let (shap, absent) = try opened.shapley(trees, rows: rows, reference: reference)
            let features = try entries(opened, rows, try shap.contributions(of: rows), output)
            let parts = try interactions(shap, rows)
            let pairs = try parts.isEmpty ? nil : GlobalInteractions(parts, output: output)
            let names = opened.predictor.features.map(\.name)
            return Explained(
                format: opened.predictor.format.rawValue,
                className: opened.isClassed ? opened.answerNames[answer] : nil,
                absent: absent, rowCount: rows.rowCount, confidence: 0.95, features: features,
                pairs: pairs?.ranked.map {
                    Pair(features: [names[$0.first], names[$0.second]], interaction: $0)
                } ?? [], interactingRowCount: parts.reduce(0) { $0 + $1.rowCount })
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(model): \(error)")
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(data): \(error)")
        }
    }

    /// Of two classes with one margin, the second needs not be named.
    private func answer(_ opened: OpenedModel, outputCount: Int) throws(Failure) -> Int {
        if let answer = try opened.answer(named: className) { return answer }
        if outputCount == 1 { return opened.answer(ofMargin: 0, outputCount: 1) }
        throw .fault(
            "no_class",
            "say whose answer is explained with `--class`: \(opened.answerNames.inBackticks)")
    }

    private func entries(
        _ opened: OpenedModel, _ rows: FeatureRows, _ contributions: Contributions, _ output: Int
    ) throws(SampleError) -> [Entry] {
        try GlobalImportance(contributions, output: output, confidence: 0.95).ranked.map { entry in
            let feature = opened.predictor.features[entry.feature]
            // Between categories there is no up and down.
            let values = feature.kind == .number ? rows.column(entry.feature) : []
            let own = contributions.column(entry.feature, output: output)
            return Entry(
                feature: feature.name, importance: entry,
                direction: FeatureDirection(
                    values: values, contributions: values.isEmpty ? [] : own))
        }
    }

    /// Part by part, so that they fit.
    private func interactions(
        _ shap: TreeSHAP, _ rows: FeatureRows
    ) throws(ExplanationError) -> [Interactions] {
        let features = rows.featureCount
        guard features <= Self.interactingFeaturesMost else { return [] }
        let count = min(rows.rowCount, Self.interactingRowsMost)
        let sample = try rows.spread(count)
        let most = max(Self.cellsMost / (features * features * shap.ensemble.outputCount), 1)
        var parts: [Interactions] = []
        for first in stride(from: 0, to: count, by: most) {
            parts.append(
                try shap.interactions(of: sample.part(first..<min(first + most, count))))
        }
        return parts
    }
}
