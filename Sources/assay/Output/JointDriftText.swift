import Operations
import Statistics

/// A comparison of all columns at once: the verdict, and what gave the sides away.
struct JointDriftText {
    private let compared: CompareJointly.Compared

    private static let columnsMost = 5

    init(_ compared: CompareJointly.Compared) { self.compared = compared }

    func say(_ terminal: Terminal) {
        let style: Terminal.Style =
            switch compared.isBeyond {
            case true?: .red
            case false?: .green
            case nil: .yellow
            }
        let classifier = compared.classifier
        terminal.say(
            "\(terminal.styled(compared.verdict.padded(11), style))  all columns at once: a model tells "
                + "the sides apart with auc \(FigureText.text(classifier.area)) "
                + "[\(FigureText.text(classifier.lower)), \(FigureText.text(classifier.upper))], limit "
                + FigureText.text(compared.limit))
        let helpful = compared.importance.filter { $0.share > 0 }.prefix(Self.columnsMost)
        if !helpful.isEmpty {
            let parts = helpful.map {
                "\($0.column.withoutControls) \(FigureText.text($0.share))"
            }
            terminal.say("             by \(parts.joined(separator: ", "))")
        }
        let discrepancy = compared.discrepancy
        terminal.say(
            "             mean discrepancy \(FigureText.text(max(discrepancy.square, 0))), p-value "
                + "\(FigureText.text(discrepancy.pValue)) of \(discrepancy.permutations) shuffles")
        if let unweighted = compared.unweighted {
            terminal.say("             \(unweighted)".withoutControls)
        }
        if !compared.leftOut.isEmpty {
            terminal.say(
                "             without \(compared.leftOut.joined(separator: ", "))".withoutControls)
        }
    }
}
