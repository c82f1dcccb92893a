import Transparency

/// How the version treats groups of people.
struct FairnessSection {
    private let report: JSON

    init(_ report: JSON) { self.report = report }

    private static let rates = [
        ("selection_rate", "selected"), ("true_positive_rate", "found among those who qualify"),
        ("false_positive_rate", "selected among those who do not"), ("accuracy", "decided rightly"),
    ]

    var markup: Markup {
        let columns = (report["by"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        return columns.map { name, measures -> Markup in
            guard report["task"] == nil else { return served(name, measures) }
            let groups = measures["at"]?["groups"]?.arrayValue ?? []
            let charts = Self.rates.map { chart($0, $1, groups, flagged(measures)) }
            return """
                <section><h2>Fairness by \(name)</h2>\(impact(measures))\(charts.joined)</section>
                """
        }.joined
    }

    private static let measures = [
        ("accuracy", "decided rightly"), ("macro_f1", "macro F1"),
        ("mean_absolute_error", "mean absolute error"),
        ("root_mean_squared_error", "root mean squared error"),
        ("mean_error", "mean error: actual less predicted"), ("r_squared", "R²"),
        ("ndcg", "normalised discounted cumulative gain"),
    ]

    /// Where there are no two classes: how well each group is served.
    private func served(_ name: String, _ measures: JSON) -> Markup {
        let groups = (measures["groups"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        let charts = Self.measures.map { measure, title in
            chart(title, groups.map { ($0.key, $0.value[measure]) }) + gap(measures[measure])
        }
        let classes = (measures["selection_rates"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        let shares = classes.map { label, measure in
            chart(
                "decided as \(label)",
                groups.map { ($0.key, $0.value["selection_rates"]?[label]) }) + gap(measure)
        }
        return """
            <section><h2>How groups by \(name) are served</h2>\(charts.joined)\(shares.joined)\
            </section>
            """
    }

    private func chart(_ title: String, _ groups: [(String, JSON?)]) -> Markup {
        let lines = groups.compactMap { name, value in
            MeasuredValue(value).map { IntervalChart.Line(name: name, measure: $0) }
        }
        guard !lines.isEmpty else { return "" }
        return "<h3>\(title)</h3>\(IntervalChart(title: title, lines: lines).svg)"
    }

    /// The largest gap, or why there is none.
    private func gap(_ measure: JSON?) -> Markup {
        guard let measure else { return "" }
        guard let gap = MeasuredValue(measure["gap"]) else {
            let names = (measure["unjudged"]?.arrayValue ?? []).compactMap(\.stringValue)
            return "<p>Too few rows to judge: \(names.joined(separator: ", ")).</p>"
        }
        let pair = (measure["gap"]?["between"]?.arrayValue ?? []).compactMap(\.stringValue)
        return """
            <p>Largest gap, \(pair.joined(separator: " above ")): \(gap.text) (\(gap.interval)).</p>
            """
    }

    private func flagged(_ measures: JSON) -> Set<String> {
        let categories = measures["at"]?["impact"]?.arrayValue ?? []
        return Set(
            categories.filter { $0["below_four_fifths"] == .bool(true) }
                .compactMap { $0["name"]?.stringValue })
    }

    private func impact(_ measures: JSON) -> Markup {
        let flagged = flagged(measures).sorted()
        guard !flagged.isEmpty else {
            return "<p>No group's selection rate is below four fifths of the highest.</p>"
        }
        return """
            <p class="warning">Below four fifths of the highest selection rate: \
            \(flagged.joined(separator: ", ")).</p>
            """
    }

    private func chart(
        _ rate: String, _ title: String, _ groups: [JSON], _ flagged: Set<String>
    ) -> Markup {
        let lines = groups.compactMap { group -> IntervalChart.Line? in
            guard let name = group["name"]?.stringValue,
                let measure = MeasuredValue(group["rates"]?[rate])
            else { return nil }
            return .init(
                name: name, measure: measure,
                isMarked: rate == "selection_rate" && flagged.contains(name))
        }
        guard !lines.isEmpty else { return "" }
        return """
            <h3>\(title)</h3>\(IntervalChart(title: title, lines: lines, range: 0...1).svg)
            """
    }
}
