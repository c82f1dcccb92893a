import Transparency

/// The data: how it differs from the reference, and what is missing in it.
struct DataSections {
    private let report: JSON

    init(_ report: JSON) { self.report = report }

    var markup: Markup { contamination + drift + quality }

    private var contamination: Markup {
        let found = report["contamination"]
        guard let share = MeasuredValue(found?["share"]) else { return "" }
        let lines =
            [
                IntervalChart.Line(
                    name: "also in training", measure: share, isMarked: share.lower > 0)
            ]
            + [MeasuredValue(found?["twins"])].compactMap { twins in
                twins.map { IntervalChart.Line(name: "like another row here", measure: $0) }
            }
        let columns = (found?["columns"]?.arrayValue ?? []).compactMap(\.stringValue)
        let rows = found?["training_rows"]?.intValue ?? 0
        return """
            <section><h2>Rows seen in training</h2><p>Rows of the evaluation that are among the \
            \(rows) training rows, by \(columns.joined(separator: ", ")).</p>\
            \(IntervalChart(title: "Contamination", lines: lines, range: 0...1).svg)</section>
            """
    }

    private var drift: Markup {
        guard let drift = report["drift"] else { return "" }
        if let reason = drift["left_out"]?.stringValue {
            return "<section><h2>Drift from the reference</h2><p>Left out: \(reason).</p></section>"
        }
        let columns = (drift["columns"]?.arrayValue ?? []).sorted {
            ($0["effect"]?["value"]?.doubleValue ?? 0) > ($1["effect"]?["value"]?.doubleValue ?? 0)
        }
        let lines = columns.compactMap { column -> IntervalChart.Line? in
            MeasuredValue(column["effect"]).map {
                .init(
                    name: column["name"]?.stringValue ?? "", measure: $0,
                    isMarked: column["verdict"] == "drifted")
            }
        }
        let limits = Set(columns.compactMap { $0["limit"]?.doubleValue }.filter { $0 > 0 })
        let count = drift["drifted"]?.arrayValue?.count ?? 0
        let undecided = drift["undecided"]?.arrayValue?.count ?? 0
        return """
            <section><h2>Drift from the reference</h2>\
            <p>\(count) of \(columns.count) columns have drifted, \(undecided) are undecided; the \
            line is the limit.</p>\
            \(IntervalChart(title: "Drift", lines: lines, limit: limits.count == 1 ? limits.first : nil).svg)\
            </section>
            """
    }

    private var quality: Markup {
        guard let quality = report["quality"] else { return "" }
        let rows = (quality["columns"]?.arrayValue ?? []).map { column -> Markup in
            let missing = MeasuredValue(column["missing"])
            let distinct = column["distinct"]?.doubleValue ?? 0
            return """
                <tr><td>\(column["name"]?.stringValue ?? "")</td>\
                <td>\(column["kind"]?.stringValue ?? "")</td>\
                <td class="n">\(missing?.text ?? "")</td>\
                <td class="n">\(MeasuredValue.text(distinct))</td></tr>
                """
        }
        let constant = (quality["constant"]?.arrayValue ?? []).compactMap(\.stringValue)
        let sentence: Markup =
            constant.isEmpty
            ? "" : "<p class=\"warning\">Never changing: \(constant.joined(separator: ", ")).</p>"
        return """
            <section><h2>The data</h2>\(sentence)<table><thead><tr><th>column</th><th>kind</th>\
            <th class="n">missing</th><th class="n">different</th></tr></thead>\
            <tbody>\(rows.joined)</tbody></table></section>
            """
    }
}
