import Predictors
import Transparency

/// What a server says, by the Open Inference Protocol, that its model takes.
struct ModelInputs {
    /// `nil` when it says nothing.
    let layout: InferenceProtocolWire.Layout?
    /// The inputs' names, when there is one for each column.
    let columns: [String]?

    /// `metadata`: What `GET /v2/models/NAME` answered; anything else says nothing.
    init(_ metadata: [UInt8]) {
        let inputs = (try? JSON(parsing: metadata))?["inputs"]?.arrayValue ?? []
        let names = inputs.compactMap { $0["name"]?.stringValue }
        guard !names.isEmpty, names.count == inputs.count, Set(names).count == names.count else {
            (layout, columns) = (nil, nil)
            return
        }
        layout = names.count == 1 ? .matrix(inputName: names[0]) : .columns
        columns = names.count == 1 ? nil : names
    }

    /// Where nothing is said: one matrix if it can be, as servers of scikit-learn and XGBoost take.
    static func layout(for columns: [PredictorColumn]) -> InferenceProtocolWire.Layout {
        let isNumeric = columns.allSatisfy { column in
            if case .numbers = column.values { true } else { false }
        }
        return isNumeric ? .matrix(inputName: "input-0") : .columns
    }
}
