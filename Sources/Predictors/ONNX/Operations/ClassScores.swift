/// Scores behind a link, and before them the label of each row's best.
struct ClassScores {
    let labels: Tensor?
    let link: Link

    func outputs(_ scores: [Double], rows: Int) -> [Tensor] {
        guard rows > 0 else {
            return labels.map { [Tensor($0.element, []), Tensor(.single, [0, 0], [])] }
                ?? [Tensor(.single, [0, 0], [])]
        }
        let settled = link.predictions(scores, width: scores.count / rows)
        let columns = settled.count / rows
        let tensor = Tensor(.single, [rows, columns], Tensor.settled(settled, as: .single))
        guard let labels else { return [tensor] }
        let best = (0..<rows).map { row in
            let values = settled[row * columns..<(row + 1) * columns]
            let place = values.indices.max { values[$0] < values[$1] } ?? values.startIndex
            return labels.values[min(place - values.startIndex, labels.values.count - 1)]
        }
        return [Tensor(labels.element, best), tensor]
    }
}
