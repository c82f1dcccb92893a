import Operations
import Statistics

/// A comparison of two samples as a table: what has moved first.
struct DriftText {
    private let compared: CompareData.Compared

    init(_ compared: CompareData.Compared) { self.compared = compared }

    func say(_ terminal: Terminal) {
        let columns = compared.report.columns
        let width = min(columns.map { $0.name.count }.max() ?? 0, 40)
        for column in columns.sorted(by: { rank($0) < rank($1) }) {
            terminal.say(line(column, width: width, terminal))
        }
        let counts = [DriftVerdict.Word.drifted, .undecided, .unmeasured, .steady].map { word in
            (columns.count { $0.verdict.word == word.rawValue }, word.rawValue)
        }
        let sum = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        terminal.say(
            "\(counted(columns.count, "column")): \(sum)  (\(compared.referenceRows) rows against "
                + "\(compared.currentRows)\(compared.isExact ? "" : ", from profiles"))")
        guard let weighting = compared.weighting else { return }
        terminal.say(
            "weighted by `\(weighting.column)`: p-values and intervals are those of "
                .withoutControls
                + "\(FigureText.text(weighting.referenceEffectiveRows)) equal rows against "
                + "\(FigureText.text(weighting.currentEffectiveRows)) (Kish)")
    }

    private func rank(_ column: ColumnDrift) -> (Int, Double) {
        switch column.verdict {
        case .drifted: (0, -(column.effect?.estimate ?? 0))
        case .undecided: (1, -(column.effect?.estimate ?? 0))
        case .unmeasured: (2, 0)
        case .steady: (3, -(column.effect?.estimate ?? 0))
        }
    }

    private func line(_ column: ColumnDrift, width: Int, _ terminal: Terminal) -> String {
        let style: Terminal.Style =
            switch column.verdict {
            case .drifted: .red
            case .undecided, .unmeasured: .yellow
            case .steady: .green
            }
        var parts = [
            terminal.styled(column.verdict.word.padded(11), style),
            column.name.withoutControls.padded(width),
        ]
        if let effect = column.effect {
            parts.append(
                "\(effect.measure.word) \(FigureText.text(effect.estimate)) "
                    + "[\(FigureText.text(effect.lower)), \(FigureText.text(effect.upper))], "
                    + "limit \(FigureText.text(column.limit))")
        }
        if let reason = column.verdict.reason { parts.append(reason) }
        return parts.joined(separator: "  ")
    }
}

extension DriftVerdict {
    fileprivate enum Word: String {
        case drifted, undecided, unmeasured, steady
    }
}
