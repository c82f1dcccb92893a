import Operations
import Statistics

/// Explanations as text: a line for each answer, and a line for each reason or change.
struct ExplainText {
    /// How many reasons, features and pairs are shown at most.
    let limit: Int
    let terminal: Terminal

    // MARK: Rows

    /// - Parameters:
    ///   - explained: Rows with their reasons.
    ///   - isOne: Whether one row was asked for, so that the others are not missed.
    func say(_ explained: ExplainRows.Explained, isOne: Bool) {
        for row in explained.rows { say(row, of: explained) }
        sayLeft(explained.rowCount - explained.rows.count, isOne: isOne)
        say(explained.absent)
        guard let importance = explained.importance else { return }
        sayHeading(rowCount: explained.rowCount, confidence: importance.confidence)
        for entry in importance.ranked.prefix(limit) {
            terminal.say(
                "  \(explained.features[entry.feature])  ".withoutControls
                    + Self.text(entry.magnitude))
        }
    }

    private func say(_ row: ExplainRows.Row, of explained: ExplainRows.Explained) {
        let isExact = explained.method == .treeSHAP
        sayAnswer(
            row.number, row.prediction, className: row.className,
            isProbability: explained.isProbability,
            more: (isExact ? ": margin \(Self.text(row.reasons.answer)), " : ", ")
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

    func say(_ explained: ExplainedLocally, isOne: Bool) {
        for row in explained.rows {
            sayAnswer(
                row.number, row.answer, className: row.className,
                isProbability: explained.isProbability,
                more: ", \(Self.text(row.localAnswer)) by a linear model near it (R² "
                    + "\(Self.text(row.score)))")
            for term in row.terms {
                let word = term.weight < 0 ? "lowered by" : "raised by "
                terminal.say(
                    "  \(word)  \(term.condition)".withoutControls + "  \(Self.signed(term.weight))"
                )
            }
        }
        sayLeft(explained.rowCount - explained.rows.count, isOne: isOne)
        terminal.say("rows near it are drawn as the rows given are distributed")
    }

    private func sayAnswer(
        _ number: Int, _ prediction: Double, className: String?, isProbability: Bool, more: String
    ) {
        let what = isProbability ? "probability" : "answer"
        let of = className.map { " of \($0)".withoutControls } ?? ""
        terminal.say(
            terminal.styled("row \(number)", .bold)
                + "  \(what)\(of) \(Self.text(prediction))\(more)")
    }

    private func sayLeft(_ left: Int, isOne: Bool) {
        guard left > 0, !isOne else { return }
        terminal.say("and \(counted(left, "more row")); see one with `--row`")
    }

    private func say(_ absent: AbsentFeatures) {
        if absent == .rows { terminal.say("features that are not known are as in the rows given") }
    }

    private func sayHeading(rowCount: Int, confidence: Double) {
        terminal.say(
            "\(terminal.styled("all \(rowCount) rows", .bold))  mean absolute contribution, "
                + "intervals at \(Int(confidence * 100)) % together")
    }

    // MARK: Changes

    /// - Parameters:
    ///   - found: Rows with what would change their answers.
    ///   - goal: What was wanted of the answers.
    ///   - isOne: Whether one row was asked for.
    func say(_ found: FindCounterfactuals.Found, goal: Counterfactuals.Goal, isOne: Bool) {
        for row in found.rows {
            sayAnswer(
                row.number, row.prediction, className: found.className,
                isProbability: found.isProbability, more: ", wanted \(Self.text(goal))")
            sayChanges(row)
        }
        sayLeft(found.rowCount - found.rows.count, isOne: isOne)
    }

    private func sayChanges(_ row: FindCounterfactuals.Row) {
        switch row.outcome {
        case .alreadyMet: terminal.say("  is so as it stands")
        case .noneFound:
            let reach = row.isBudgetSpent ? " before the search had to end" : ""
            terminal.say("  no change that is allowed was found\(reach)")
        case .found, .foundFewer:
            for example in row.examples {
                let changes = example.changes.map {
                    "\($0.column) = \($0.to) instead of \($0.from)"
                }
                terminal.say(
                    "  would be \(Self.text(example.prediction)) with "
                        + changes.joined(separator: ", and ").withoutControls)
            }
        }
    }

    // MARK: The whole model

    func say(_ explained: ExplainModel.Explained) {
        if let name = explained.className { terminal.say("class \(name)".withoutControls) }
        say(explained.absent)
        sayHeading(rowCount: explained.rowCount, confidence: explained.confidence)
        for entry in explained.features.prefix(limit) {
            terminal.say(
                "  \(entry.feature)  ".withoutControls + Self.text(entry.importance.magnitude)
                    + Self.text(entry.direction.course))
        }
        guard !explained.pairs.isEmpty else { return }
        terminal.say(
            "\(terminal.styled("together", .bold))  mean absolute interaction over "
                + "\(counted(explained.interactingRowCount, "row"))")
        for pair in explained.pairs.prefix(limit) {
            terminal.say(
                "  \(pair.features.joined(separator: " and "))  ".withoutControls
                    + Self.text(pair.interaction.magnitude))
        }
    }

    func say(_ permuted: ExplainServed.Permuted) {
        terminal.say(
            "\(terminal.styled("\(permuted.rowCount) rows", .bold))  \(permuted.lossName) "
                + "\(Self.text(permuted.loss)), and its increase with a column's values shuffled; "
                + "intervals at \(Int(permuted.confidence * 100)) % together")
        for entry in permuted.features.prefix(limit) {
            terminal.say("  \(entry.feature)  ".withoutControls + Self.text(entry.increase))
        }
    }

    // MARK: Words

    private static func text(_ course: FeatureDirection.Course) -> String {
        switch course {
        case .raises: "  higher values raise"
        case .lowers: "  higher values lower"
        case .mixed: "  no clear direction"
        case .none: ""
        }
    }

    private static func text(_ goal: Counterfactuals.Goal) -> String {
        switch goal {
        case .atLeast(let least): "at least \(text(least))"
        case .atMost(let most): "at most \(text(most))"
        case .within(let range): "from \(text(range.lowerBound)) to \(text(range.upperBound))"
        }
    }

    private static func text(_ estimate: Estimate) -> String {
        "\(text(estimate.value)) (\(text(estimate.lower)) to \(text(estimate.upper)))"
    }

    /// Four digits that matter.
    private static func text(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value == 0 ? "0" : "\(value)")" }
        var scale = 1.0
        while value.magnitude * scale < 1_000, scale < 1e12 { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + text(value) }
}
