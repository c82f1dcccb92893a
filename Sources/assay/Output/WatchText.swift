import Operations
import Statistics

/// What was seen of a stream, as a table: what has moved first, and where.
struct WatchText {
    private let watched: WatchColumns.Watched

    init(_ watched: WatchColumns.Watched) { self.watched = watched }

    func say(_ terminal: Terminal) {
        let width = min(watched.items.map(\.name.count).max() ?? 0, 40)
        let moved = watched.items.filter(\.watch.hasMoved)
            .sorted { ($0.watch.movedAt ?? 0) < ($1.watch.movedAt ?? 0) }
        for item in moved + watched.items.filter({ !$0.watch.hasMoved }) {
            let word =
                item.watch.hasMoved
                ? terminal.styled("moved ", .red) : terminal.styled("steady", .green)
            terminal.say(
                "\(word)  \(item.name.withoutControls.padded(width))  \(text(item.watch))")
        }
        for item in watched.leftOut {
            terminal.say("        \(item.column.withoutControls.padded(width))  \(item.reason)")
        }
        terminal.say(
            "\(counted(watched.items.count, "column")): \(watched.moved.count) moved by row "
                + "\(watched.rows)")
    }

    private func text(_ watch: ColumnWatch) -> String {
        // All bounds so far hold together, unless there is no one mean.
        let mean =
            watch.sequence.lower > watch.sequence.upper
            ? "not the same throughout"
            : "in [\(FigureText.text(watch.sequence.lower)), "
                + "\(FigureText.text(watch.sequence.upper))]"
        var text =
            "mean \(mean), the reference's in "
            + "[\(FigureText.text(watch.expected.lowerBound)), "
            + "\(FigureText.text(watch.expected.upperBound))]"
        if let row = watch.apartSince { text += ", apart since row \(row + 1)" }
        for (detector, name) in [
            (ColumnWatch.Detector.cumulativeSum, "cusum"), (.pageHinkley, "page-hinkley"),
            (.adaptiveWindow, "adwin"),
        ] {
            guard let count = watch.alarmCounts[detector],
                let first = watch.alarms.first(where: { $0.detector == detector })?.row
            else { continue }
            let more = count > 1 ? " and \(count - 1) more" : ""
            text += "; \(name) at row \(first + 1)\(more)"
        }
        return text
    }
}
