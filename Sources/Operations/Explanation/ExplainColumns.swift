import Predictors
import Statistics

/// What each column is worth to a model that runs here, by permutation: for any model, with the truth.
package struct ExplainColumns: Sendable {
    package let model: String
    package let data: String
    /// The column with the truth.
    package let label: String
    /// Whose answer is meant, of several; all of them when `nil`.
    package let className: String?
    /// How the model's file is opened.
    package var opening = ModelOpening()
    package var seed: UInt64 = 1

    package init(model: String, data: String, label: String, className: String? = nil) {
        self.model = model
        self.data = data
        self.label = label
        self.className = className
    }

    /// - Throws: A fault when the model or the data do not read or do not fit.
    package func run() throws -> ExplainServed.Permuted {
        let opened = try OpenedModel(model, opening)
        let importance = AnswerImportance(
            model: AskedModel(opened), columns: try opened.columns(of: data), label: label,
            data: data, className: className, seed: seed)
        do { return try importance.permuted() } catch let error as PredictorError {
            throw Failure.fault("other_columns", "\(data): \(error)")
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(model): \(error)")
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(data): \(error)")
        }
    }
}
