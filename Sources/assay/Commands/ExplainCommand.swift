import ArgumentParser
import Operations
import Statistics
import Transparency

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a model answers as it does, row by row and over all rows.",
        discussion: """
            Assay runs the model itself: XGBoost (JSON, UBJ), LightGBM (text), and ONNX of one tree
            ensemble. Contributions are exact Shapley values; they add up to the margin, before a
            probability is made of it. No server and no account are needed.

            EXAMPLES
              assay explain model.json row.csv
              assay explain model.json rows.csv --row 17 --json

            EXIT STATUS
              0 explained   3 could not explain
            """)

    @Argument(help: "The model's file.")
    var model: String
    @Argument(help: "CSV or JSON Lines with a column for each of the model's features.")
    var data: String
    @Option(help: "Only this row, from 1.")
    var row: Int?
    @Option(help: "How many rows and reasons of each are shown at most.")
    var limit = 10
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let explained = try ExplainRows(model: model, data: data).run()
            let shown = try chosen(explained.rows)
            terminal.answer(json(explained, shown))
            for one in shown { say(one, explained, terminal) }
            let left = row == nil ? explained.rows.count - shown.count : 0
            if left > 0 { terminal.say("and \(counted(left, "more row")); see one with `--row`") }
            sayImportance(explained, terminal)
        }
    }

    private func chosen(_ rows: [ExplainRows.Row]) throws -> [ExplainRows.Row] {
        let most = try ParseArgument.limit(limit)
        guard let row else { return Array(rows.prefix(most)) }
        guard rows.indices.contains(row - 1) else {
            throw Failure.fault(
                "out_of_range", "there is no row \(row): the file has \(counted(rows.count, "row"))"
            )
        }
        return [rows[row - 1]]
    }

    // MARK: Text

    private func say(
        _ row: ExplainRows.Row, _ explained: ExplainRows.Explained, _ terminal: Terminal
    ) {
        let what = explained.isProbability ? "probability" : "answer"
        let of = row.className.map { " of \($0)" } ?? ""
        terminal.say(
            "\(terminal.styled("row \(row.number)", .bold))  \(what)\(of) "
                + "\(Self.text(row.prediction)): margin \(Self.text(row.reasons.answer)), "
                + "\(Self.text(row.reasons.base)) when nothing is known")
        for (reason, value) in zip(row.reasons.reasons, row.values).prefix(limit) {
            let word = reason.direction == .raised ? "raised by " : "lowered by"
            terminal.say(
                "  \(word)  \(reason.name) = \(value)".withoutControls
                    + "  \(Self.signed(reason.contribution)) (\(Int((reason.share * 100).rounded())) %)"
            )
        }
        let left = row.reasons.reasons.count - limit
        if left > 0 { terminal.say("  and \(counted(left, "smaller reason"))") }
    }

    private func sayImportance(_ explained: ExplainRows.Explained, _ terminal: Terminal) {
        guard explained.rows.count > 1 else { return }
        terminal.say(
            "\(terminal.styled("all \(explained.rows.count) rows", .bold))  "
                + "mean absolute contribution, intervals at "
                + "\(Int(explained.importance.confidence * 100)) % together")
        for entry in explained.importance.ranked.prefix(limit) {
            let magnitude = entry.magnitude
            terminal.say(
                "  \(explained.features[entry.feature])".withoutControls
                    + "  \(Self.text(magnitude.value)) "
                    + "(\(Self.text(magnitude.lower)) to \(Self.text(magnitude.upper)))")
        }
    }

    /// Four digits that matter.
    private static func text(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value == 0 ? "0" : "\(value)")" }
        var scale = 1.0
        while value.magnitude * scale < 1_000, scale < 1e12 { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }

    private static func signed(_ value: Double) -> String {
        (value > 0 ? "+" : "") + text(value)
    }

    // MARK: JSON

    private func json(
        _ explained: ExplainRows.Explained, _ rows: [ExplainRows.Row]
    ) -> JSON {
        [
            "format": .string(explained.format),
            "importance": .array(
                explained.importance.ranked.map { entry in
                    [
                        "feature": .string(explained.features[entry.feature]),
                        "lower": .number(entry.magnitude.lower), "mean": .number(entry.mean),
                        "share": .number(entry.share), "upper": .number(entry.magnitude.upper),
                        "value": .number(entry.magnitude.value),
                    ]
                }),
            "rowCount": JSON(explained.rows.count), "rows": .array(rows.map(Self.json)),
        ]
    }

    private static func json(_ row: ExplainRows.Row) -> JSON {
        [
            "base": .number(row.reasons.base),
            "class": row.className.map { .string($0) } ?? .null,
            "margin": .number(row.reasons.answer), "number": JSON(row.number),
            "prediction": .number(row.prediction),
            "reasons": .array(
                zip(row.reasons.reasons, row.values).map { reason, value in
                    [
                        "contribution": .number(reason.contribution),
                        "direction": .string(reason.direction.rawValue),
                        "feature": .string(reason.name), "share": .number(reason.share),
                        "value": .string(value),
                    ]
                }),
        ]
    }
}
