import Predictors
import Statistics

/// A column of the data as the search for counterfactuals changes it: one number a row.
///
/// People change columns, not features: an occupation is one column, of which a model may have made
/// many features that can only change together.
struct ChangeableColumn: Sendable {
    let name: String
    /// What a column of texts may say, by its numbers; `nil` for a column of numbers.
    let names: [String]?
    /// Of the rows that are explained; NaN where missing; shape `[rows]`.
    let values: [Double]
    /// Of the rows that changed values are taken from; shape `[reference rows]`.
    let reference: [Double]

    /// - Parameters:
    ///   - column: Of the rows that are explained.
    ///   - reference: The same column of the reference rows.
    init(_ column: PredictorColumn, reference: PredictorColumn) {
        name = column.name
        switch (column.values, reference.values) {
        case (.texts(let codes, let texts), .texts(let otherCodes, let otherTexts)):
            let names = Set(texts).union(otherTexts).sorted()
            self.names = names
            values = Self.numbers(codes, texts, among: names)
            self.reference = Self.numbers(otherCodes, otherTexts, among: names)
        case (.numbers(let numbers), .numbers(let others)):
            names = nil
            values = numbers
            self.reference = others
        case (.texts, .numbers), (.numbers, .texts):
            preconditionFailure("both files were asked for the same kind of column")
        }
    }

    private static func numbers(
        _ codes: [Int32], _ texts: [String], among names: [String]
    ) -> [Double] {
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let table = texts.map { Double(places[$0] ?? -1) }
        return codes.map { $0 < 0 ? .nan : table[Int($0)] }
    }

    /// The column again, of changed rows.
    func column(of values: [Double]) -> PredictorColumn {
        guard let names else { return PredictorColumn(name: name, values: .numbers(values)) }
        let codes = values.map { $0.isNaN ? -1 : Int32($0) }
        return PredictorColumn(name: name, values: .texts(codes: codes, names: names))
    }

    /// How it may change; a number within what the reference has, unless a range says otherwise.
    func rule(_ rules: ChangeRules) -> FeatureRule {
        var rule = FeatureRule()
        if let names {
            let seen = Set(reference.filter(\.isFinite)).sorted()
            rule.kind = .category(seen.isEmpty ? names.indices.map(Double.init) : seen)
        } else {
            let known = reference.filter(\.isFinite)
            if known.allSatisfy({ $0.rounded() == $0 }) { rule.kind = .wholeNumber }
            let given = rules.ranges.first { $0.column == name }?.bounds
            rule.range = given ?? (known.min() ?? 0)...(known.max() ?? 0)
        }
        if rules.fixed.contains(name) { rule.change = .immutable }
        if rules.increaseOnly.contains(name) { rule.change = .onlyIncrease }
        if rules.decreaseOnly.contains(name) { rule.change = .onlyDecrease }
        return rule
    }

    func word(_ value: Double) -> String {
        guard let names, let place = Int(exactly: value), names.indices.contains(place) else {
            return OpenedModel.word(value)
        }
        return names[place]
    }
}
