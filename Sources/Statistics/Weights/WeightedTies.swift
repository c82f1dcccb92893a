/// The order of weighted scores: all that weighted areas under curves depend on.
struct WeightedTies: Sendable, Equatable {
    struct Tie: Sendable, Equatable {
        let score: Double
        var positives = WeightedSum()
        var negatives = WeightedSum()
    }

    /// Ascending by score.
    let ties: [Tie]
    let positives: WeightedSum
    let negatives: WeightedSum

    /// - Parameters:
    ///   - labels: Shape `[rows]`.
    ///   - scores: Not NaN; same shape.
    ///   - weights: Same shape.
    init(labels: [Bool], scores: [Double], weights: RowWeights) {
        let order = scores.indices.filter { weights.values[$0] > 0 }
            .sorted { scores[$0] < scores[$1] }
        var ties: [Tie] = []
        var (positives, negatives) = (WeightedSum(), WeightedSum())
        for row in order {
            if ties.last?.score != scores[row] { ties.append(Tie(score: scores[row])) }
            if labels[row] {
                ties[ties.count - 1].positives.add(weights.values[row])
                positives.add(weights.values[row])
            } else {
                ties[ties.count - 1].negatives.add(weights.values[row])
                negatives.add(weights.values[row])
            }
        }
        self.ties = ties
        self.positives = positives
        self.negatives = negatives
    }

    /// The weighted share of pairs in which the positive row scores higher, and its standard error,
    /// which is DeLong's with each row's placement weighted; `nil` when a label has fewer than two
    /// rows.
    var area: (area: Double, error: Double?) {
        var (wins, below) = (0.0, 0.0)
        for tie in ties {
            wins += tie.positives.weight * (below + tie.negatives.weight / 2)
            below += tie.negatives.weight
        }
        let area = wins / (positives.weight * negatives.weight)
        guard positives.rows > 1, negatives.rows > 1 else { return (area, nil) }
        var (ofPositives, ofNegatives) = (0.0, 0.0)
        var (positivesBelow, negativesBelow) = (0.0, 0.0)
        for tie in ties {
            let (p, q) = (tie.positives.weight, tie.negatives.weight)
            let beaten = (negativesBelow + q / 2) / negatives.weight - area
            let beating = 1 - (positivesBelow + p / 2) / positives.weight - area
            ofPositives += tie.positives.squares * beaten * beaten
            ofNegatives += tie.negatives.squares * beating * beating
            positivesBelow += p
            negativesBelow += q
        }
        let variance =
            ofPositives / Self.square(positives) + ofNegatives / Self.square(negatives)
        return (area, variance.squareRoot())
    }

    /// `(Σw)² · (n−1)/n`.
    private static func square(_ sum: WeightedSum) -> Double {
        sum.weight * sum.weight * Double(sum.rows - 1) / Double(sum.rows)
    }

    /// The weighted mean of the precision at each true row, and its standard error from what a little
    /// more weight on each row would change.
    var averagePrecision: (average: Double, error: Double) {
        var (hits, rows, sum) = (0.0, 0.0, 0.0)
        var steps: [(tie: Tie, hits: Double, rows: Double)] = []
        for tie in ties.reversed() {
            hits += tie.positives.weight
            rows += tie.positives.weight + tie.negatives.weight
            sum += tie.positives.weight * hits / rows
            steps.append((tie, hits, rows))
        }
        let average = sum / positives.weight
        // A row counts in the precision of every true row that scores no higher than it.
        var (gain, loss, squares) = (0.0, 0.0, 0.0)
        for step in steps.reversed() {
            gain += step.tie.positives.weight / step.rows
            loss += step.tie.positives.weight * step.hits / (step.rows * step.rows)
            let own = step.hits / step.rows - average
            let ofPositive = (own + gain - loss) / positives.weight
            let ofNegative = -loss / positives.weight
            squares += step.tie.positives.squares * ofPositive * ofPositive
            squares += step.tie.negatives.squares * ofNegative * ofNegative
        }
        return (average, squares.squareRoot())
    }
}
