import Transparency

/// The model itself: what moves its answers, and how it stands noise.
struct ModelSections {
    let markup: Markup

    init(explained: JSON) {
        let lines = (explained["features"]?.arrayValue ?? []).prefix(20).compactMap {
            feature -> IntervalChart.Line? in
            MeasuredValue(feature["importance"]).map {
                .init(name: feature["feature"]?.stringValue ?? "", measure: $0)
            }
        }
        markup = """
            <section><h2>What moves its answers</h2>\
            <p>The mean size of each feature's contribution to the margin, by exact Shapley \
            values.</p>\(IntervalChart(title: "Importance", lines: lines).svg)</section>
            """
    }

    init(robustness: JSON?) {
        let points = (robustness?["noise"]?.arrayValue ?? []).compactMap {
            point -> CurveChart.Point? in
            guard let level = point["level"]?.doubleValue,
                let increase = MeasuredValue(point["increase"])
            else { return nil }
            return .init(x: level, y: increase)
        }
        guard let last = points.last else {
            markup = ""
            return
        }
        let heights = ChartScale(fitting: [0] + points.flatMap { [$0.y.lower, $0.y.upper] })
        let chart = CurveChart(
            title: "Noise", xName: "noise, in standard deviations", yName: "increase of the loss",
            points: points, xRange: 0...max(last.x, 0.01),
            yRange: heights.least...heights.most)
        let loss = robustness?["loss"]?.stringValue ?? "squared error"
        markup = """
            <section><h2>How it stands noise</h2><p>Each feature gets noise at once; the loss is \
            the \(loss).</p>\(chart.svg)\(Self.missing(robustness))\
            </section>
            """
    }

    private static func missing(_ robustness: JSON?) -> Markup {
        let features = (robustness?["missing"]?.arrayValue ?? []).compactMap {
            feature -> IntervalChart.Line? in
            MeasuredValue(feature["increase"]).map {
                .init(name: feature["feature"]?.stringValue ?? "", measure: $0)
            }
        }.sorted { $0.measure.value > $1.measure.value }.prefix(12)
        guard !features.isEmpty else { return "" }
        let chart = IntervalChart(title: "Missing", lines: Array(features))
        return "<h3>Increase of the loss when a feature is missing</h3>\(chart.svg)"
    }
}
