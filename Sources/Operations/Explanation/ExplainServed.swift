package import Statistics
import Predictors
package import Transparency

/// Why a model that somebody else runs answers as it does: found out by asking it.
package struct ExplainServed: Sendable {
    package let model: any ServedModel
    package let data: String
    /// The columns that it is asked with; `nil` for those that it names, or else for all others.
    package let features: [String]?
    /// The truth, which is no feature; what the model is worth without a column is told by it.
    package let label: String?
    /// The file of rows that absent features are taken from, if any.
    package var reference: String?
    /// Whose answer is explained, of several: a place, from 0.
    package var className: String?
    package var seed: UInt64 = 1

    package init(
        _ model: any ServedModel, data: String, features: [String]?, label: String?
    ) {
        self.model = model
        self.data = data
        self.features = features
        self.label = label
    }

    /// Rows of the file that are shuffled, evenly over it: each column's are asked anew some times.
    package static let permutedRowsMost = 1_000

    package struct Permuted: Sendable {
        package struct Entry: Sendable, Equatable {
            package let feature: String
            /// Of the mean loss, when the column's values are dealt out anew.
            package let increase: Estimate
        }

        package let format: String
        /// Which engine ran the model; `nil` for Assay's own, and for a model elsewhere.
        package let engine: JSON?
        package let rowCount: Int
        /// The mean loss with nothing shuffled.
        package let loss: Double
        /// What is lost: squared error, summed over classes where there are several.
        package let lossName: String
        package let confidence: Double
        /// By falling increase.
        package let features: [Entry]
    }

    /// Reasons for rows, by KernelSHAP.
    ///
    /// - Parameters:
    ///   - row: From 1; when `nil` the first rows.
    ///   - limit: How many rows at most, > 0.
    /// - Returns: What made the answers to these rows.
    /// - Throws: A fault when the data does not read, and when the model does not answer.
    package func rows(_ row: Int?, limit: Int) throws -> ExplainRows.Explained {
        let asked = try asked()
        let columns = try asked.columns(of: data)
        let rowCount = columns.first?.rowCount ?? 0
        let reasons = AnswerReasons(
            model: AskedModel(model), columns: columns,
            reference: try reference.map { try asked.columns(of: $0) }, className: className,
            seed: seed)
        let chosen = try RowChoice.rows(row, limit: limit, of: rowCount)
        return try Self.explaining(data) { try reasons.explained(chosen, rowCount: rowCount) }
    }

    /// Small linear models near rows, by LIME.
    ///
    /// - Parameters:
    ///   - row: From 1; when `nil` the first rows.
    ///   - limit: How many rows at most, > 0.
    ///   - featureLimit: How many features each may have, > 0.
    /// - Returns: What they say of the rows.
    /// - Throws: As ``rows(_:limit:)``.
    package func locally(_ row: Int?, limit: Int, featureLimit: Int) throws -> ExplainedLocally {
        let asked = try asked()
        let columns = try asked.columns(of: data)
        let rowCount = columns.first?.rowCount ?? 0
        let reasons = LocalReasons(
            model: AskedModel(model), columns: columns,
            reference: try reference.map { try asked.columns(of: $0) }, className: className,
            seed: seed)
        let chosen = try RowChoice.rows(row, limit: limit, of: rowCount)
        return try Self.explaining(data) {
            try reasons.explained(chosen, rowCount: rowCount, featureLimit: featureLimit)
        }
    }

    /// What each column is worth over all rows, by permutation.
    ///
    /// - Throws: As ``rows(_:limit:)``, and a fault without a label or for one that does not fit the
    ///   answers.
    package func importance() throws -> Permuted {
        guard let label else {
            throw Failure.fault(
                "no_label", "what a column is worth is told by the truth: name it with `--label`")
        }
        let columns = try asked().columns(of: data)
        let importance = AnswerImportance(
            model: AskedModel(model), columns: columns, label: label, data: data,
            className: className, seed: seed)
        return try Self.explaining(data) { try importance.permuted() }
    }

    private func asked() throws(Failure) -> ServedColumns {
        try ServedColumns(
            model, features: features, except: Set([label].compactMap(\.self)), in: data)
    }

    private static func explaining<Value>(
        _ data: String, _ work: () throws -> Value
    ) throws -> Value {
        do { return try work() } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(data): \(error)")
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(data): \(error)")
        }
    }
}
