import Transparency

/// What only one task has: classes one by one, errors along predictions, cuts, an estimate.
struct TaskSections {
    private let report: JSON

    init(_ report: JSON) { self.report = report }

    var markup: Markup { estimate + classes + confusion + predictions + cuts }

    // MARK: Classes

    private var classes: Markup {
        let classes = (report["classes"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        guard !classes.isEmpty else { return "" }
        let charts = [("recall", "Found among its rows"), ("precision", "Right when decided")]
            .map { key, title -> Markup in
                let lines = classes.prefix(30).compactMap { name, rates in
                    MeasuredValue(rates[key]).map {
                        IntervalChart.Line(
                            name: "\(name) (\(rates["n"]?.intValue ?? 0))", measure: $0)
                    }
                }
                return """
                    <h3>\(title)</h3>\(IntervalChart(title: title, lines: lines, range: 0...1).svg)
                    """
            }
        return "<section><h2>Class by class</h2>\(charts.joined)</section>"
    }

    /// Only where it fits a page.
    private var confusion: Markup {
        let names = (report["confusion"]?["classes"]?.arrayValue ?? []).compactMap(\.stringValue)
        let counts = report["confusion"]?["counts"]?.arrayValue ?? []
        guard !names.isEmpty, names.count <= 12, counts.count == names.count else { return "" }
        let head = names.map { name -> Markup in "<th class=\"n\">\(name)</th>" }
        let rows = zip(names, counts).map { name, cells -> Markup in
            let cells = (cells.arrayValue ?? []).map { cell -> Markup in
                "<td class=\"n\">\(cell.intValue ?? 0)</td>"
            }
            return "<tr><td>\(name)</td>\(cells.joined)</tr>"
        }
        return """
            <section><h2>What was taken for what</h2><p>A row for each label, a column for what was \
            decided.</p><div class="scroll"><table><thead><tr><th></th>\(head.joined)</tr></thead>\
            <tbody>\(rows.joined)</tbody></table></div></section>
            """
    }

    // MARK: Numbers

    private var predictions: Markup {
        let bins = report["calibration"]?["bins"]?.arrayValue ?? []
        let points = bins.compactMap { bin -> CurveChart.Point? in
            guard let x = bin["mean_prediction"]?.doubleValue,
                let y = MeasuredValue(bin["mean_actual"])
            else { return nil }
            return CurveChart.Point(x: x, y: y)
        }
        guard !points.isEmpty else { return "" }
        let scale = ChartScale(
            fitting: points.flatMap { [$0.x, $0.y.value, $0.y.lower, $0.y.upper] })
        let range = scale.least...scale.most
        let chart = CurveChart(
            title: "Predictions", xName: "mean prediction", yName: "mean of what was true",
            points: points, xRange: range, yRange: range, hasDiagonal: true)
        return """
            <section><h2>Along its predictions</h2><p>Rows in ten parts by their prediction: on \
            the line it is right on average.</p>\(chart.svg)</section>
            """
    }

    // MARK: Rankings

    private var cuts: Markup {
        let cuts = (report["at"]?.objectValue ?? [:]).sorted {
            (Int($0.key) ?? 0) < (Int($1.key) ?? 0)
        }
        let kinds = [("ndcg", "gain"), ("precision", "precision"), ("recall", "recall")]
        let lines = kinds.flatMap { key, word in
            cuts.compactMap { place, measures in
                MeasuredValue(measures[key]).map {
                    IntervalChart.Line(name: "\(word) at \(place)", measure: $0)
                }
            }
        }
        guard !lines.isEmpty else { return "" }
        return """
            <section><h2>Among the first places</h2>\
            \(IntervalChart(title: "Cuts", lines: lines, range: 0...1).svg)</section>
            """
    }

    // MARK: Without labels

    private static let estimated = [
        ("auc", "area under the curve"), ("accuracy", "accuracy"), ("precision", "precision"),
        ("recall", "recall"), ("specificity", "specificity"), ("f1", "F1"),
        ("average_precision", "average precision"),
    ]

    private var estimate: Markup {
        guard let estimated = report["estimated"] else { return "" }
        let lines = Self.estimated.compactMap { key, name in
            MeasuredValue(estimated[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
        let rows = report["n"]?.intValue ?? 0
        let known = estimated["reference_rows"]?.intValue ?? 0
        return """
            <section><h2>Estimated performance</h2><p class="warning">No labels are known of these \
            \(rows) rows: this is an estimate from scores, by \(known) rows whose labels are.</p>\
            <p>It holds while only the inputs change, and not what they mean.</p>\
            \(IntervalChart(title: "Estimate", lines: lines, range: 0...1).svg)\(parts(estimated))\
            </section>
            """
    }

    private func parts(_ estimated: JSON) -> Markup {
        let lines = (estimated["chunks"]?.arrayValue ?? []).prefix(40).compactMap {
            chunk -> IntervalChart.Line? in
            let first = (chunk["first_row"]?.intValue ?? 0) + 1
            let last = first + (chunk["n"]?.intValue ?? 0) - 1
            return MeasuredValue(chunk["auc"] ?? chunk["accuracy"]).map {
                IntervalChart.Line(
                    name: "rows \(first) to \(last)", measure: $0,
                    isMarked: chunk["unusual"]?.arrayValue?.isEmpty == false)
            }
        }
        guard lines.count > 1 else { return "" }
        return """
            <h3>Part by part, in the order of the file</h3><p>Marked where it is unlike the \
            reference's own parts.</p>\(IntervalChart(title: "Parts", lines: lines).svg)
            """
    }
}
