/// Rows with one score.
struct ScoreTie: Sendable, Equatable {
    let score: Double
    var positives = 0
    var negatives = 0
}

/// The order of scores of any range, which is all that areas under curves depend on.
struct ScoreTies: Sendable, Equatable {
    /// Ascending by score.
    let ties: [ScoreTie]
    let positives: Int
    let negatives: Int

    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a score is
    ///   NaN.
    init(labels: [Bool], scores: [Double]) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        guard scores.count == labels.count else {
            throw .lengthsDiffer(column: "scores", rows: scores.count, expected: labels.count)
        }
        for row in scores.indices where scores[row].isNaN { throw .scoreNotANumber(row: row) }
        var (ofPositives, ofNegatives): ([Double], [Double]) = ([], [])
        for row in labels.indices {
            if labels[row] {
                ofPositives.append(scores[row])
            } else {
                ofNegatives.append(scores[row])
            }
        }
        positives = ofPositives.count
        negatives = ofNegatives.count
        ties = Self.merged(
            RadixSort.keys(of: ofPositives) + [OrderKey.end],
            RadixSort.keys(of: ofNegatives) + [OrderKey.end])
    }

    /// Two ascending lists of keys, each with an end, as ties.
    private static func merged(_ positives: [UInt64], _ negatives: [UInt64]) -> [ScoreTie] {
        var ties: [ScoreTie] = []
        var (one, two) = (0, 0)
        while true {
            let key = min(positives[one], negatives[two])
            guard key != OrderKey.end else { return ties }
            var tie = ScoreTie(score: OrderKey.value(key))
            while positives[one] == key {
                tie.positives += 1
                one += 1
            }
            while negatives[two] == key {
                tie.negatives += 1
                two += 1
            }
            ties.append(tie)
        }
    }

    /// The index of the tie with a score that some row has.
    func place(of score: Double) -> Int {
        var (low, high) = (0, ties.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ties[middle].score < score { low = middle + 1 } else { high = middle }
        }
        return low
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

    /// The area under the curve; undefined without rows of either label.
    var area: Double {
        var (wins, negativesBelow) = (0.0, 0.0)
        for tie in ties {
            wins += Double(tie.positives) * (negativesBelow + Double(tie.negatives) / 2)
            negativesBelow += Double(tie.negatives)
        }
        return wins / (Double(positives) * Double(negatives))
    }

    /// DeLong's standard error of the area; `nil` when a label has fewer than two rows.
    var areaError: Double? {
        guard positives > 1, negatives > 1 else { return nil }
        let (m, n) = (Double(positives), Double(negatives))
        let (area, placements) = (area, placements)
        var (squaresOfPositives, squaresOfNegatives) = (0.0, 0.0)
        for index in ties.indices {
            let beaten = placements.ofPositives[index] - area
            let beating = placements.ofNegatives[index] - area
            squaresOfPositives += Double(ties[index].positives) * beaten * beaten
            squaresOfNegatives += Double(ties[index].negatives) * beating * beating
        }
        let variance = squaresOfPositives / (m - 1) / m + squaresOfNegatives / (n - 1) / n
        return variance.squareRoot()
    }
}
