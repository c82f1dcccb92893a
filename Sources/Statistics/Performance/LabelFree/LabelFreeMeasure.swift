/// What can be estimated of decisions before their labels are known.
package enum LabelFreeMeasure: Sendable, Hashable, CaseIterable {
    case areaUnderCurve
    case averagePrecision
    case confusion(BinaryMeasure)

    /// The measures of NannyML's estimator.
    package static let allCases: [LabelFreeMeasure] = [
        .areaUnderCurve, .averagePrecision, .confusion(.accuracy), .confusion(.f1),
        .confusion(.precision), .confusion(.recall), .confusion(.specificity),
    ]
}

/// Rows that are true with known probabilities, in the order of their scores.
///
/// With probabilities of 0 and 1 this is what is measured with labels.
struct ExpectedRanks {
    private var ties: [(positives: Double, rows: Double)] = []
    private(set) var positives = 0.0
    private let rows: Double

    /// - Parameters:
    ///   - scores: By which rows are ranked; shape `[rows]`.
    ///   - probabilities: Of a true label, 0...1; same shape.
    init(scores: ArraySlice<Double>, probabilities: ArraySlice<Double>) {
        rows = Double(scores.count)
        var previous: Double?
        for row in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
            if scores[row] != previous { ties.append((0, 0)) }
            previous = scores[row]
            ties[ties.count - 1].positives += probabilities[row]
            ties[ties.count - 1].rows += 1
            positives += probabilities[row]
        }
    }

    /// Equal scores count one half, and so does a row against itself.
    var area: Double? {
        let negatives = rows - positives
        guard positives > 0, negatives > 0 else { return nil }
        var (wins, below) = (0.0, 0.0)
        for tie in ties {
            let tied = tie.rows - tie.positives
            wins += tie.positives * (below + tied / 2)
            below += tied
        }
        return wins / (positives * negatives)
    }

    var averagePrecision: Double? {
        guard positives > 0 else { return nil }
        var (hits, seen, sum) = (0.0, 0.0, 0.0)
        for tie in ties.reversed() {
            hits += tie.positives
            seen += tie.rows
            sum += tie.positives * hits / seen
        }
        return sum / positives
    }
}
