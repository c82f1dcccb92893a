import Governance
import Transparency

/// What evidence measured, in few lines: single measures, then each group and the gaps between.
struct EvidenceLines {
    private(set) var lines: [String] = []

    init(_ evidence: Evidence) {
        let predicate = evidence.predicate
        performance(predicate)
        comparison(predicate["comparison"])
        data(predicate)
        explanation(predicate["features"]?.arrayValue ?? [])
        for finding in predicate["findings"]?.arrayValue ?? [] {
            let path = finding["path"]?.stringValue ?? ""
            lines.append("\(path): \(finding["message"]?.stringValue ?? "")".withoutControls)
        }
        if let note = predicate["unweighted"]?.stringValue { lines.append(note.withoutControls) }
        for (column, measures) in sorted(predicate["by"]) {
            if let note = measures["cut"]?["note"]?.stringValue {
                lines.append(note.withoutControls)
            }
            if let task = predicate["task"]?.stringValue {
                groups(column, measures, Self.groupMeasures[task] ?? [])
                continue
            }
            for (group, rates) in sorted(measures["groups"]) {
                lines.append(Self.group("\(column) \(group)", rates))
            }
            line("\(column): gap in true-positive rate", measures["true_positive_rate"]?["gap"])
            line("\(column): gap in selection rate", measures["selection_rate"]?["gap"])
        }
    }

    /// The measures that stand for each task; those that evidence lacks are left out.
    private static let measures: [String: [String]] = [
        "binary": ["auc", "accuracy", "precision", "recall"],
        "multiclass": ["accuracy", "balanced_accuracy", "macro_f1", "macro_auc", "log_loss"],
        "regression": [
            "mean_absolute_error", "root_mean_squared_error", "mean_error", "r_squared",
        ],
        "ranking": ["ndcg", "map", "mrr"],
    ]

    /// What groups are shown by, where there are no two classes.
    private static let groupMeasures: [String: [String]] = [
        "multiclass": ["accuracy", "macro_f1"],
        "regression": ["mean_absolute_error", "mean_error"], "ranking": ["ndcg"],
    ]

    private mutating func groups(_ column: String, _ measures: JSON, _ names: [String]) {
        for (group, values) in sorted(measures["groups"]) {
            let rows = String(values["n"]?.intValue ?? 0).padded(7)
            let texts = names.map { "\($0) \(Self.brief(values[$0]))" }
            lines.append(
                "\("\(column) \(group)".padded(26)) \(rows) \(texts.joined(separator: "  "))"
                    .withoutControls)
        }
        for name in names { line("\(column): gap in \(name)", measures[name]?["gap"]) }
        for (name, measure) in sorted(measures["selection_rates"]).prefix(Self.classesMost) {
            line("\(column): gap in share of \(name)", measure["gap"])
        }
    }

    private mutating func performance(_ predicate: JSON) {
        let task = predicate["task"]?.stringValue
        if let task { lines.append("\("task".padded(34)) \(task)") }
        if let note = predicate["weights"]?["note"]?.stringValue {
            lines.append(note.withoutControls)
        }
        for name in Self.measures[task ?? "binary"] ?? [] { line(name, predicate[name]) }
        for (name, rates) in sorted(predicate["classes"]).prefix(Self.classesMost) {
            line("recall of \(name)", rates["recall"])
        }
        for (place, measures) in sorted(predicate["at"]).sorted(by: {
            Int($0.key) ?? 0 < Int($1.key) ?? 0
        }) {
            line("ndcg at \(place)", measures["ndcg"])
        }
        guard let estimated = predicate["estimated"] else { return }
        lines.append("estimated from scores, as no labels are known:")
        for name in Self.measures["binary"] ?? [] { line("  \(name)", estimated[name]) }
        let unusual = (estimated["chunks"]?.arrayValue ?? []).count {
            $0["unusual"]?.arrayValue?.isEmpty == false
        }
        if unusual > 0 {
            let chunks = estimated["chunks"]?.arrayValue?.count ?? 0
            lines.append("  \(unusual) of \(counted(chunks, "part")) unlike the reference's")
        }
    }

    private static let classesMost = 10

    private mutating func comparison(_ comparison: JSON?) {
        guard let comparison, let other = comparison["with"]?.stringValue else { return }
        lines.append("compared with \(other), in pairs:")
        for name in [
            "auc", "accuracy", "recall", "macro_f1", "brier", "mean_absolute_error",
            "root_mean_squared_error", "ndcg", "map",
        ] { line("  \(name)", comparison[name]) }
    }

    private mutating func data(_ predicate: JSON) {
        if let drift = predicate["drift"], let reason = drift["left_out"]?.stringValue {
            lines.append(
                "\("drift from the reference".padded(34)) left out: \(reason)".withoutControls)
        } else if let drift = predicate["drift"] {
            let drifted = (drift["drifted"]?.arrayValue ?? []).compactMap(\.stringValue)
            let count = drift["columns"]?.arrayValue?.count ?? 0
            let names = drifted.isEmpty ? "" : ": \(drifted.joined(separator: ", "))"
            lines.append(
                "\("drift from the reference".padded(34)) \(drifted.count) of "
                    + "\(counted(count, "column"))\(names)".withoutControls)
        }
        line("share of rows seen in training", predicate["contamination"]?["share"])
        line("share of rows like another here", predicate["contamination"]?["twins"])
        if let worst = predicate["worst_segments"]?["found"]?[0] {
            let conditions = (worst["conditions"]?.arrayValue ?? []).compactMap(\.stringValue)
            line("errs most where \(conditions.joined(separator: " and "))", worst["loss"])
        }
    }

    private mutating func explanation(_ features: [JSON]) {
        for feature in features.prefix(5) {
            line(feature["feature"]?.stringValue ?? "", feature["importance"])
        }
    }

    private func sorted(_ json: JSON?) -> [(key: String, value: JSON)] {
        (json?.objectValue ?? [:]).sorted { $0.key < $1.key }
    }

    private mutating func line(_ name: String, _ measure: JSON?) {
        guard let measure else { return }
        lines.append("\(name.padded(34)) \(MeasureText.text(measure))".withoutControls)
    }

    private static func group(_ name: String, _ rates: JSON) -> String {
        let rows = rates["n"]?.intValue ?? 0
        return "\(name.padded(26)) \(String(rows).padded(7)) selected "
            + "\(brief(rates["selection_rate"]).padded(22)) true positives "
            + brief(rates["true_positive_rate"])
    }

    /// Such as `0.225 [0.217, 0.233]`.
    private static func brief(_ measure: JSON?) -> String {
        guard let value = measure?["value"]?.doubleValue,
            let lower = measure?["lower"]?.doubleValue,
            let upper = measure?["upper"]?.doubleValue
        else { return "no rows" }
        let texts = [value, lower, upper].map { number in
            MeasureText.number((number * 1000).rounded() / 1000)
        }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }
}
