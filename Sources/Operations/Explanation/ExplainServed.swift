package import Statistics
import Predictors
import Tables

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
            /// Of the mean squared error, when the column's values are dealt out anew.
            package let increase: Estimate
        }

        package let format: String
        package let rowCount: Int
        /// The mean squared error with nothing shuffled.
        package let loss: Double
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

    /// What each column is worth over all rows, by permutation.
    ///
    /// - Throws: As ``rows(_:limit:)``, and a fault without a label or for one of no numbers.
    package func importance() throws -> Permuted {
        guard let label else {
            throw Failure.fault(
                "no_label", "what a column is worth is told by the truth: name it with `--label`")
        }
        let asked = try asked()
        let changing = try asked.columns(of: data).map { ChangeableColumn($0, reference: $0) }
        let truths = try Self.numbers(label, of: data)
        let all = try FeatureRows(
            truths.indices.flatMap { row in changing.map { $0.values[row] } },
            rowCount: truths.count, featureCount: changing.count)
        let count = min(all.rowCount, Self.permutedRowsMost)
        let chosen = (0..<count).map { truths[$0 * all.rowCount / count] }
        let model = AskedModel(model)
        return try Self.explaining(data) {
            let permuted = try PermutationImportance(
                try all.spread(count),
                losses: { zip($0, chosen).map { ($0 - $1) * ($0 - $1) } }, seed: seed
            ) { matrix, rowCount in
                let answers = try model.ask(
                    AnswerReasons.asked(changing, matrix, rowCount), rowCount)
                let place = try model.place(of: className, width: answers.width)
                return (0..<rowCount).map { answers.values[$0 * answers.width + place] }
            }
            return Permuted(
                format: model.format, rowCount: count, loss: permuted.loss,
                confidence: permuted.confidence,
                features: permuted.ranked.map {
                    .init(feature: changing[$0.features[0]].name, increase: $0.increase)
                })
        }
    }

    private func asked() throws(Failure) -> ServedColumns {
        try ServedColumns(
            model, features: features, except: Set([label].compactMap(\.self)), in: data)
    }

    private static func numbers(_ label: String, of data: String) throws(Failure) -> [Double] {
        do throws(TableError) {
            let table = try Table(path: data, columns: [ColumnRequest(label, .number)])
            return table.numbers(label) ?? []
        } catch { throw .fault("bad_table", "\(data): \(error)") }
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
