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
            let groups = measures["at"]?["groups"]?.arrayValue ?? []
            let charts = Self.rates.map { chart($0, $1, groups, flagged(measures)) }
            return """
                <section><h2>Fairness by \(name)</h2>\(impact(measures))\(charts.joined)</section>
                """
        }.joined
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
