import Operations
import Statistics

/// What would make groups alike, as a table: what it costs first, then each group's way.
struct MitigationText {
    private let mitigation: FairnessMitigation

    init(_ mitigation: FairnessMitigation) { self.mitigation = mitigation }

    func say(_ terminal: Terminal) {
        terminal.say(
            "  mitigation of \(FigureText.text(mitigation.threshold)) for all; in brackets: on rows that "
                + "did not choose the thresholds")
        if let reason = mitigation.leftOut { terminal.say("    no thresholds: \(reason)") }
        for (found, others) in zip(mitigation.thresholds, mitigation.heldOut) {
            say(found, others, terminal)
        }
        terminal.say("    weights to train again, with which group and label are independent")
        let width = self.width(mitigation.reweighing.groups.map(\.name))
        for group in mitigation.reweighing.groups {
            let weights = [group.positiveWeight, group.negativeWeight].map {
                $0.map(FigureText.text) ?? "–"
            }
            terminal.say(
                "      \(group.name.withoutControls.padded(width))  "
                    + "true labels \(weights[0])  false labels \(weights[1])")
        }
    }

    private func say(_ found: GroupThresholds, _ others: HeldOutParity?, _ terminal: Terminal) {
        let name = found.constraint.predicateName.replacing("_", with: " ")
        terminal.say(
            "    \(terminal.styled(name.padded(20), .bold))  "
                + "accuracy \(FigureText.text(found.accuracyBefore)) → "
                + FigureText.text(found.accuracyAfter) + Self.bracketed(others?.accuracy)
                + "  gap \(FigureText.text(found.gapBefore)) → \(Self.gap(found.gapAfter))"
                + Self.bracketed(others?.gap))
        let width = self.width(found.groups.map(\.name))
        for group in found.groups {
            terminal.say(
                "      \(group.name.withoutControls.padded(width))  \(Self.way(group))  "
                    + "selected \(FigureText.text(group.before.selection)) → "
                    + FigureText.text(group.after.selection))
        }
    }

    private static func bracketed(_ figure: Double?) -> String {
        " (\(figure.map(FigureText.text) ?? "too few rows"))"
    }

    private func width(_ names: [String]) -> Int { min(names.map(\.count).max() ?? 0, 32) }

    /// What is left of a gap is rounding.
    private static func gap(_ gap: Double) -> String { gap < 1e-9 ? "0" : FigureText.text(gap) }

    private static func way(_ group: GroupThresholds.Group) -> String {
        var way = "from \(threshold(group.first))"
        if group.chanceOfSecond > 0, group.second != group.first {
            way =
                FigureText.text(group.chanceOfSecond) != "1"
                ? "\(way), or by a chance of \(FigureText.text(group.chanceOfSecond)) from "
                    + threshold(group.second)
                : "from \(threshold(group.second))"
        }
        guard group.chanceOfIgnoring > 1e-9 else { return way }
        return
            "\(way); \(FigureText.text(group.chanceOfIgnoring)) of its rows by chance alone, with "
            + "\(FigureText.text(group.chanceOfTrue))"
    }

    private static func threshold(_ value: Double) -> String {
        value.isFinite ? FigureText.text(value) : "no score"
    }
}
