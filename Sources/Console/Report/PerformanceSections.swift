import Transparency

/// How well the version does: on all rows, by segment, where it does worst, and beside another.
struct PerformanceSections {
    private let report: JSON

    init(_ report: JSON) { self.report = report }

    private static let measures = [
        ("auc", "area under the curve"), ("accuracy", "accuracy"),
        ("balanced_accuracy", "balanced accuracy"), ("precision", "precision"),
        ("recall", "recall"), ("specificity", "specificity"), ("f1", "F1"),
        ("average_precision", "average precision"), ("brier", "Brier score"),
    ]

    var markup: Markup {
        let rows = report["n"]?.intValue ?? 0
        let positives = report["positives"]?.intValue ?? 0
        return """
            <section><h2>Performance</h2>\
            <p>\(rows) rows, \(positives) of them positive.</p>\
            \(IntervalChart(title: "Performance", lines: lines(report), range: 0...1).svg)\
            </section>\(calibration)\(comparison)\(segments)\(worst)
            """
    }

    private func lines(_ json: JSON) -> [IntervalChart.Line] {
        Self.measures.compactMap { key, name in
            MeasuredValue(json[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
    }

    private var calibration: Markup {
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
        let lines = Self.measures.compactMap { key, name in
            MeasuredValue(comparison[key]).map { IntervalChart.Line(name: name, measure: $0) }
        }
        let chance = comparison["mcnemar"]?["p_value"]?.doubleValue ?? 1
        return """
            <section><h2>Compared with \(other)</h2>\
            <p>On the same rows, in pairs: to the right of 0 this version has more. McNemar's \
            p-value is \(MeasuredValue.text(chance)).</p>\
            \(IntervalChart(title: "Differences", lines: lines, limit: 0).svg)</section>
            """
    }

    private var segments: Markup {
        let columns = (report["segments"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
        return columns.map { column, segments -> Markup in
            let lines = (segments.objectValue ?? [:]).sorted { $0.key < $1.key }
                .compactMap { name, measures in
                    MeasuredValue(measures["accuracy"]).map {
                        IntervalChart.Line(
                            name: "\(name) (\(measures["n"]?.intValue ?? 0))", measure: $0)
                    }
                }
            return """
                <section><h2>Accuracy by \(column)</h2>\
                \(IntervalChart(title: "Accuracy by \(column)", lines: lines, range: 0...1).svg)\
                </section>
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
            <p>Segments that err more often than the rest, corrected for all that were tried.</p>\
            <table><thead><tr><th>segment</th><th class="n">rows</th><th class="n">wrong</th>\
            <th class="n">more than the rest</th></tr></thead><tbody>\(rows.joined)</tbody></table>\
            </section>
            """
    }
}
