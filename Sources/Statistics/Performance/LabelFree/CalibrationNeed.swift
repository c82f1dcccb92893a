/// Whether a calibrated score is closer to the truth than the score itself.
///
/// Rows of either label in order of score are dealt to ten folds, each is calibrated by the other
/// nine, and the calibration errors over ten bins of equal size are compared: NannyML's question,
/// with folds that depend on no chance and on no order of rows.
struct CalibrationNeed: Sendable, Equatable {
    private static let folds = 10
    private static let bins = 10
    /// Above this area scores separate the labels, and there is nothing to learn.
    private static let areaMost = 0.999

    /// `nil` where nothing can be learnt.
    let errors: (before: Double, after: Double)?

    static func == (first: Self, second: Self) -> Bool {
        first.errors?.before == second.errors?.before
            && first.errors?.after == second.errors?.after
    }

    var isNeeded: Bool { errors.map { $0.before > $0.after } ?? false }

    init(labels: [Bool], scores: [Double]) throws(SampleError) {
        let ties = try ScoreTies(labels: labels, scores: scores)
        guard min(ties.positives, ties.negatives) >= Self.folds, ties.area <= Self.areaMost else {
            errors = nil
            return
        }
        var (dealt, foldOf) = ([0, 0], [Int](repeating: 0, count: labels.count))
        for row in labels.indices.sorted(by: { scores[$0] < scores[$1] }) {
            let label = labels[row] ? 1 : 0
            foldOf[row] = dealt[label] % Self.folds
            dealt[label] += 1
        }
        var calibrated = scores
        for fold in 0..<Self.folds {
            let others = labels.indices.filter { foldOf[$0] != fold }
            let curve = try IsotonicRegression(
                labels: others.map { labels[$0] }, scores: others.map { scores[$0] })
            for row in labels.indices where foldOf[row] == fold {
                calibrated[row] = curve.value(at: scores[row])
            }
        }
        errors = (Self.error(labels, scores), Self.error(labels, calibrated))
    }

    private static func error(_ labels: [Bool], _ scores: [Double]) -> Double {
        let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        var distance = 0.0
        for bin in 0..<bins {
            let rows = order[(order.count * bin / bins)..<(order.count * (bin + 1) / bins)]
            distance += rows.reduce(0) { $0 + scores[$1] - (labels[$1] ? 1 : 0) }.magnitude
        }
        return distance / Double(order.count)
    }
}
