import Operations
import Statistics

/// A fairness report as tables: a line for each group at each threshold.
struct FairnessText {
    private let report: FairnessReport

    private static let rates: [(GroupRate, String)] = [
        (.selection, "selected"), (.truePositive, "found"), (.falsePositive, "wrongly"),
        (.accuracy, "right"),
    ]

    init(_ report: FairnessReport) { self.report = report }

    func say(_ terminal: Terminal) {
        let unknown = report.unknownRows > 0 ? ", \(report.unknownRows) of no known group" : ""
        terminal.say(
            "\(terminal.styled(report.attribute.withoutControls, .bold))  "
                + "\(counted(report.rows, "row"))\(unknown)")
        for point in report.thresholds { say(point, terminal) }
    }

    private func say(_ point: FairnessAtThreshold, _ terminal: Terminal) {
        let against = report.baseline.map { "`\($0.withoutControls)`" } ?? "all rows"
        terminal.say("  from \(FigureText.text(point.threshold)), compared with \(against)")
        let width = min(point.groups.map { $0.name.count }.max() ?? 0, 32)
        for (index, group) in point.groups.enumerated() {
            let impact = point.impact.categories[index]
            let rates = Self.rates.map { rate, word in
                let comparison = group.comparison(rate)
                guard let estimate = comparison?.estimate else { return "\(word) –" }
                let change = comparison?.difference.map { " (\(signed($0)))" } ?? ""
                return "\(word) \(FigureText.text(estimate.value))\(change)"
            }
            let flag =
                impact.isFlagged ? terminal.styled("  below four fifths", .yellow) : ""
            terminal.say(
                "    \(group.name.withoutControls.padded(width))  \(counted(group.confusion.rows, "row"))  "
                    + rates.joined(separator: "  ") + flag)
        }
    }

    /// A difference with its interval.
    private func signed(_ estimate: Estimate) -> String {
        let sign = estimate.value < 0 ? "" : "+"
        return "\(sign)\(FigureText.text(estimate.value)) "
            + "[\(FigureText.text(estimate.lower)), \(FigureText.text(estimate.upper))]"
    }
}
