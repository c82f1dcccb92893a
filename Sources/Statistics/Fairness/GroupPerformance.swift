/// How one group's rows were decided.
///
/// Each rate is `nil` where it is undefined because the group has no row to count it over.
package struct GroupPerformance: Sendable, Equatable {
    package let name: String
    package let confusion: ConfusionMatrix
    package let selectionRate: WilsonInterval?
    package let truePositiveRate: WilsonInterval?
    package let falsePositiveRate: WilsonInterval?
    package let accuracy: WilsonInterval?

    package var rows: Int { confusion.rows }
    /// Rows whose label is true.
    package var positives: Int { confusion.positives }

    init(name: String, confusion: ConfusionMatrix, confidence: Double) throws(SampleError) {
        self.name = name
        self.confusion = confusion
        selectionRate = try Self.rate(.selection, confusion, confidence)
        truePositiveRate = try Self.rate(.truePositive, confusion, confidence)
        falsePositiveRate = try Self.rate(.falsePositive, confusion, confidence)
        accuracy = try Self.rate(.accuracy, confusion, confidence)
    }

    package func rate(_ rate: GroupRate) -> WilsonInterval? {
        switch rate {
        case .selection: selectionRate
        case .truePositive: truePositiveRate
        case .falsePositive: falsePositiveRate
        case .accuracy: accuracy
        }
    }

    private static func rate(
        _ rate: GroupRate, _ confusion: ConfusionMatrix, _ confidence: Double
    ) throws(SampleError) -> WilsonInterval? {
        let share = rate.share(of: confusion)
        guard share.trials > 0 else { return nil }
        return try WilsonInterval(
            successes: share.successes, trials: share.trials, confidence: confidence)
    }
}
