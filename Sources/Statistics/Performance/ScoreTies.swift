/// Rows with one score, among all rows in ascending order of score.
struct ScoreTie: Sendable, Equatable {
    var positives = 0
    var negatives = 0
}

/// The order of scores of any range, which is all that areas under curves depend on.
struct ScoreTies: Sendable, Equatable {
    /// Ascending by score.
    private(set) var ties: [ScoreTie] = []
    /// Each row's index into the ties.
    private(set) var places: [Int]
    private(set) var positives = 0
    private(set) var negatives = 0

    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a score is
    ///   NaN.
    init(labels: [Bool], scores: [Double]) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        guard scores.count == labels.count else {
            throw .lengthsDiffer(column: "scores", rows: scores.count, expected: labels.count)
        }
        for row in scores.indices where scores[row].isNaN { throw .scoreNotANumber(row: row) }
        places = [Int](repeating: 0, count: labels.count)
        let order = labels.indices.sorted { scores[$0] < scores[$1] }
        var previous: Double?
        for row in order {
            if scores[row] != previous { ties.append(ScoreTie()) }
            previous = scores[row]
            places[row] = ties.count - 1
            if labels[row] {
                ties[ties.count - 1].positives += 1
                positives += 1
            } else {
                ties[ties.count - 1].negatives += 1
                negatives += 1
            }
        }
    }

    /// Each tie's share of opposite rows that it beats (for positives) or that beat it (for
    /// negatives), equal scores counting one half.
    var placements: (ofPositives: [Double], ofNegatives: [Double]) {
        var (ofPositives, ofNegatives): ([Double], [Double]) = ([], [])
        var (positivesBelow, negativesBelow) = (0.0, 0.0)
        for tie in ties {
            let (p, q) = (Double(tie.positives), Double(tie.negatives))
            ofPositives.append((negativesBelow + q / 2) / Double(negatives))
            ofNegatives.append(1 - (positivesBelow + p / 2) / Double(positives))
            positivesBelow += p
            negativesBelow += q
        }
        return (ofPositives, ofNegatives)
    }
}
