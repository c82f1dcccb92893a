/// Areas under the curve of several classes, and their means with one error.
///
/// The error of a mean is that of each row's influence on it: a row takes part in every class's
/// area, as a positive in its own and as a negative in the others'.
struct MulticlassAreas: Sendable {
    let each: [AreaUnderCurve?]
    let macro: Estimate?
    let weighted: Estimate?
    let pairwise: Double?

    init(
        _ table: ScoreTable, _ labels: [Int32], confidence: Double
    ) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        let rows = Double(labels.count)
        var shares = [Double](repeating: 0, count: table.classes)
        for label in labels { shares[Int(label)] += 1 / rows }
        var each: [AreaUnderCurve?] = []
        var influences = [Influence](repeating: Influence(), count: labels.count)
        for index in 0..<table.classes {
            let truths = labels.map { $0 == Int32(index) }
            let column = table.column(index)
            let area = try AreaUnderCurve(labels: truths, scores: column, confidence: confidence)
            each.append(area)
            guard let area else { continue }
            let ties = try ScoreTies(labels: truths, scores: column)
            let placements = ties.placements
            for row in labels.indices {
                let place = ties.place(of: column[row])
                let influence =
                    truths[row]
                    ? (placements.ofPositives[place] - area.area) / shares[index]
                    : (placements.ofNegatives[place] - area.area) / (1 - shares[index])
                influences[row].macro += influence / Double(table.classes)
                // The weights are estimated too: a row of the class makes it weigh more.
                let weight = (truths[row] ? 1 : 0) - shares[index]
                influences[row].weighted += influence * shares[index] + weight * area.area
            }
        }
        self.each = each
        let areas = each.compactMap { $0?.area }
        guard areas.count == table.classes else {
            (macro, weighted, pairwise) = (nil, nil, nil)
            return
        }
        let mean = { (value: Double, squares: Double) in
            Estimate(
                value: value, error: squares.squareRoot() / rows, deviate: deviate,
                confidence: confidence, rows: labels.count, within: 0...1)
        }
        macro = mean(
            areas.reduce(0, +) / Double(areas.count),
            influences.reduce(0) { $0 + $1.macro * $1.macro })
        weighted = mean(
            zip(areas, shares).reduce(0) { $0 + $1.0 * $1.1 },
            influences.reduce(0) { $0 + $1.weighted * $1.weighted })
        pairwise = try Self.pairwise(table, labels)
    }

    private struct Influence {
        var macro = 0.0
        var weighted = 0.0
    }

    private static func pairwise(
        _ table: ScoreTable, _ labels: [Int32]
    ) throws(SampleError) -> Double {
        var (sum, pairs) = (0.0, 0.0)
        let rowsOf = Dictionary(grouping: labels.indices) { Int(labels[$0]) }
        for first in 0..<table.classes {
            for second in 0..<table.classes where second != first {
                let rows = rowsOf[first, default: []] + rowsOf[second, default: []]
                let ties = try ScoreTies(
                    labels: rows.map { labels[$0] == Int32(first) },
                    scores: rows.map { table.scores[$0 * table.classes + first] })
                sum += ties.area
                pairs += 1
            }
        }
        return sum / pairs
    }
}
