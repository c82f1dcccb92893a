import Governance
import Transparency

/// What evidence came to, in a line and, where it measured something, in a table.
struct EvidenceSummary {
    struct Measure: Sendable {
        let measure: String
        let value: String
        let interval: String
        let rows: String
    }

    let line: String
    private(set) var measures: [Measure] = []

    init(_ evidence: Evidence) {
        let predicate = evidence.predicate
        var phrases: [String] = []
        for name in ["auc", "accuracy", "precision", "recall"] {
            guard let measure = predicate[name], let text = Self.phrase(measure) else { continue }
            let title = name == "auc" ? "AUC" : name
            if phrases.count < 2 { phrases.append("\(title) \(text)") }
            measures += [Self.measure(Wording.title(name == "auc" ? "AUC" : name), measure)]
        }
        for (column, rates) in Self.sorted(predicate["by"]) {
            let gap = rates["true_positive_rate"]?["gap_of_larger_groups"]
            let wider = gap ?? rates["true_positive_rate"]?["gap"]
            if let text = wider.flatMap(Self.phrase) { phrases.append("gap by \(column) \(text)") }
            measures += Self.groups(column, rates)
        }
        if let scan = Self.scan(predicate) { phrases.append(scan) }
        line = phrases.isEmpty ? Self.stated(predicate) : phrases.joined(separator: "; ")
    }

    /// How many files, and the worst that is in them.
    private static func scan(_ predicate: JSON) -> String? {
        guard let files = predicate["files"]?.intValue,
            let outcome = predicate["outcome"]?.stringValue,
            let count = predicate["findingCount"]?.intValue
        else { return nil }
        let all = "\(outcome); \(files == 1 ? "1 file" : "\(Wording.count(files)) files")"
        guard let worst = predicate["findings"]?[0], count > 0 else { return all }
        let path = worst["path"]?.stringValue ?? ""
        let more = count > 1 ? ", and \(Wording.count(count - 1)) more" : ""
        return "\(all); \(path): \(worst["message"]?.stringValue ?? "")\(more)"
    }

    /// What somebody wrote, when nothing was measured.
    private static func stated(_ predicate: JSON) -> String {
        for name in ["result", "outcome", "summary", "title", "name"] {
            if let text = predicate[name]?.stringValue { return text }
        }
        return predicate["text"] == nil ? "statement" : "document"
    }

    private static func groups(_ column: String, _ rates: JSON) -> [Measure] {
        sorted(rates["groups"]).compactMap { group, values in
            values["true_positive_rate"].map {
                measure("True-positive rate, \(column) \(group)", $0)
            }
        }
            + ["gap_of_larger_groups", "gap"].prefix {
                rates["true_positive_rate"]?[$0] != nil
            }.prefix(1).compactMap { name in
                rates["true_positive_rate"]?[name].map { measure("Gap by \(column)", $0) }
            }
    }

    private static func measure(_ title: String, _ measure: JSON) -> Measure {
        Measure(
            measure: title, value: measure["value"]?.doubleValue.map(Wording.number) ?? "",
            interval: interval(measure).map { "\($0) to \($1)" } ?? "",
            rows: measure["n"]?.intValue.map { Wording.count($0) } ?? "")
    }

    /// Such as `0.927 (0.923 to 0.931)`.
    private static func phrase(_ measure: JSON) -> String? {
        guard let value = measure["value"]?.doubleValue else { return nil }
        let range = interval(measure).map { " (\($0) to \($1))" } ?? ""
        return Wording.number(value) + range
    }

    private static func interval(_ measure: JSON) -> (String, String)? {
        guard let lower = measure["lower"]?.doubleValue, let upper = measure["upper"]?.doubleValue
        else { return nil }
        return (Wording.number(lower), Wording.number(upper))
    }

    private static func sorted(_ json: JSON?) -> [(key: String, value: JSON)] {
        (json?.objectValue ?? [:]).sorted { $0.key < $1.key }
    }
}

extension EvidenceKind {
    /// As people call it.
    var title: String {
        switch self {
        case .evalReport: "Performance"
        case .fairnessReport: "Fairness between groups"
        case .scanReport: "File scan"
        case .aibom: "Bill of materials"
        case .datasetRecord: "Data sheet"
        case .redteamReport: "Attack tests"
        case .explainabilityReport: "Explanation"
        default: Wording.title(rawValue)
        }
    }
}
