import Transparency

/// How well the version does: on all rows, by segment, where it does worst, and beside another.
struct PerformanceSections {
    private let report: JSON

    init(_ report: JSON) { self.report = report }

    private var task: String { report["task"]?.stringValue ?? "binary" }

    /// Of each task: those between 0 and 1, which share a scale.
    private static let shares: [String: [(String, String)]] = [
        "binary": [
            ("auc", "area under the curve"), ("accuracy", "accuracy"),
            ("balanced_accuracy", "balanced accuracy"), ("precision", "precision"),
            ("recall", "recall"), ("specificity", "specificity"), ("f1", "F1"),
            ("average_precision", "average precision"), ("brier", "Brier score"),
        ],
        "multiclass": [
            ("accuracy", "accuracy"), ("balanced_accuracy", "balanced accuracy"),
            ("macro_f1", "F1, mean of classes"), ("macro_precision", "precision, mean of classes"),
            ("weighted_f1", "F1, weighed by rows"), ("matthews", "Matthews's correlation"),
            ("kappa", "Cohen's kappa"), ("macro_auc", "area under the curve, mean"),
        ],
        "regression": [
            ("r_squared", "variance explained (R²)"),
            ("explained_variance", "explained but for a constant"),
        ],
        "ranking": [
            ("ndcg", "discounted gain (NDCG)"), ("map", "average precision (MAP)"),
            ("mrr", "reciprocal rank (MRR)"),
        ],
    ]

    /// Those in the labels' own unit.
    private static let errors = [
        ("mean_absolute_error", "mean absolute error"),
        ("median_absolute_error", "median absolute error"),
        ("root_mean_squared_error", "root mean squared error"),
        ("mean_error", "bias (actual − predicted)"),
    ]

    private var measures: [(String, String)] { Self.shares[task] ?? [] }

    /// What a segment is known by.
    private var first: (key: String, name: String) {
        switch task {
        case "regression": ("mean_absolute_error", "Mean absolute error")
        case "ranking": ("ndcg", "Discounted gain")
        default: ("accuracy", "Accuracy")
        }
    }

    var markup: Markup {
        let own = overview + TaskSections(report).markup
        return own + calibration + comparison + segments + worst
    }

    private var overview: Markup {
        let lines = lines(report)
        guard report["estimated"] == nil, !lines.isEmpty else { return "" }
        let errors = Self.errors.compactMap { key, name in
            MeasuredValue(report[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
        let range: ClosedRange<Double>? = lines.contains { $0.measure.lower < 0 } ? nil : 0...1
        return """
            <section><h2>Performance</h2><p>\(counts).</p>\
            \(errors.isEmpty ? "" : IntervalChart(title: "Errors", lines: errors).svg)\
            \(IntervalChart(title: "Performance", lines: lines, range: range).svg)</section>
            """
    }

    private var counts: String {
        let rows = "\(report["n"]?.intValue ?? 0) rows"
        switch task {
        case "binary": return "\(rows), \(report["positives"]?.intValue ?? 0) of them positive"
        case "multiclass":
            return "\(rows) of \(report["classes"]?.objectValue?.count ?? 0) classes"
        case "ranking":
            let queries = report["queries"]?.intValue ?? 0
            let empty = report["queries_without_relevant_row"]?.intValue ?? 0
            return "\(rows) of \(queries) queries, \(empty) of them without a relevant row"
        default: return rows
        }
    }

    private func lines(_ json: JSON) -> [IntervalChart.Line] {
        measures.compactMap { key, name in
            MeasuredValue(json[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
    }

    private var calibration: Markup {
        guard task == "binary" else { return "" }
        let bins = report["calibration"]?["bins"]?.arrayValue ?? []
        let points = bins.compactMap { bin -> CurveChart.Point? in
            guard let x = bin["mean_score"]?.doubleValue, let y = MeasuredValue(bin["share"])
            else { return nil }
            return CurveChart.Point(x: x, y: y)
        }
        guard !points.isEmpty else { return "" }
        let chart = CurveChart(
            title: "Calibration", xName: "mean score", yName: "share that is positive",
            points: points, xRange: 0...1, yRange: 0...1, hasDiagonal: true)
        let error = MeasuredValue(report["calibration"]?["expected_error"])
        let sentence: Markup =
            error.map { "<p>Scores are off by \($0.text) on average (\($0.interval)).</p>" } ?? ""
        return "<section><h2>Calibration</h2>\(sentence)\(chart.svg)</section>"
    }

    private var comparison: Markup {
        guard let comparison = report["comparison"], let other = comparison["with"]?.stringValue
        else { return "" }
        let errors = Self.errors.compactMap { key, name in
            MeasuredValue(comparison[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
        let chance = comparison["mcnemar"]?["p_value"]?.doubleValue.map {
            " McNemar's p-value is \(MeasuredValue.text($0))."
        }
        return """
            <section><h2>Compared with \(other)</h2>\
            <p>On the same rows, in pairs: to the right of 0 this version has more.\(chance ?? "")</p>\
            \(errors.isEmpty ? "" : IntervalChart(title: "Errors", lines: errors, limit: 0).svg)\
            \(IntervalChart(title: "Differences", lines: lines(comparison), limit: 0).svg)</section>
            """
    }

    private var segments: Markup {
        let columns = (report["segments"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        return columns.map { column, segments -> Markup in
            let lines = (segments.objectValue ?? [:]).sorted { $0.key < $1.key }
                .compactMap { name, measures in
                    MeasuredValue(measures[first.key]).map {
                        IntervalChart.Line(
                            name: "\(name) (\(measures["n"]?.intValue ?? 0))", measure: $0)
                    }
                }
            let range: ClosedRange<Double>? = task == "regression" ? nil : 0...1
            let title = "\(first.name) by \(column)"
            return """
                <section><h2>\(title)</h2>\
                \(IntervalChart(title: title, lines: lines, range: range).svg)</section>
                """
        }.joined
    }

    private var worst: Markup {
        let found = report["worst_segments"]?["found"]?.arrayValue ?? []
        guard !found.isEmpty else { return "" }
        let rows = found.prefix(12).map { segment -> Markup in
            let conditions = (segment["conditions"]?.arrayValue ?? []).compactMap(\.stringValue)
            let loss = MeasuredValue(segment["loss"])
            let excess = MeasuredValue(segment["excess"])
            return """
                <tr><td>\(conditions.joined(separator: " and "))</td>\
                <td class="n">\(segment["n"]?.intValue ?? 0)</td>\
                <td class="n">\(loss?.text ?? "")</td>\
                <td class="n">\(excess?.text ?? "") <small>\(excess?.interval ?? "")</small></td>\
                </tr>
                """
        }
        return """
            <section><h2>Where it does worst</h2>\
            <p>Segments that err more than the rest, corrected for all that were tried.</p>\
            <table><thead><tr><th>segment</th><th class="n">rows</th>\
            <th class="n">\(task == "regression" ? "mean error" : "wrong")</th>\
            <th class="n">more than the rest</th></tr></thead><tbody>\(rows.joined)</tbody></table>\
            </section>
            """
    }
}
