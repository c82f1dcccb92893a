import SupplyChain
import Transparency

/// The numbers in reports, as a bill lists them.
enum MetricEvidence {
    /// What a report says of how it measured.
    private static let settings: Set = ["n", "positives", "threshold"]

    /// The numbers of an evaluation, with their intervals where they have some, by name.
    static func performance(_ predicate: JSON) -> [ModelMetric] {
        (predicate.objectValue ?? [:]).sorted { $0.key < $1.key }
            .filter { !settings.contains($0.key) }
            .compactMap { metric($0.key, $0.value, slice: nil) }
    }

    /// The rates of each group, as ``MeasuredPredicate`` writes them.
    static func fairness(_ predicate: JSON) -> [ModelMetric] {
        (predicate["by"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
            .flatMap { column, report in
                (report["groups"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
                    .flatMap { group, rates in Self.rates(rates, slice: "\(column)=\(group)") }
            }
    }

    private static func rates(_ rates: JSON, slice: String) -> [ModelMetric] {
        (rates.objectValue ?? [:]).sorted { $0.key < $1.key }
            .filter { !settings.contains($0.key) }
            .compactMap { metric($0.key, $0.value, slice: slice) }
    }

    private static func metric(_ name: String, _ json: JSON, slice: String?) -> ModelMetric? {
        guard let value = json.doubleValue ?? json["value"]?.doubleValue else { return nil }
        return ModelMetric(
            type: name, value: value, lower: json["lower"]?.doubleValue,
            upper: json["upper"]?.doubleValue, slice: slice)
    }
}
