/// How one group's rows were decided.
package struct GroupPerformance: Sendable, Equatable {
    package let name: String
    package let confusion: ConfusionMatrix
    private let rates: [GroupRate: WilsonInterval]

    package var rows: Int { confusion.rows }
    /// Rows whose label is true.
    package var positives: Int { confusion.positives }
    package var selectionRate: WilsonInterval? { rates[.selection] }
    package var truePositiveRate: WilsonInterval? { rates[.truePositive] }
    package var falsePositiveRate: WilsonInterval? { rates[.falsePositive] }
    package var accuracy: WilsonInterval? { rates[.accuracy] }

    init(name: String, confusion: ConfusionMatrix, confidence: Double) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        var rates: [GroupRate: WilsonInterval] = [:]
        for rate in GroupRate.allCases {
            let share = rate.share(of: confusion)
            guard share.trials > 0 else { continue }
            rates[rate] = try WilsonInterval(
                successes: share.successes, trials: share.trials, confidence: confidence,
                deviate: deviate)
        }
        self.name = name
        self.confusion = confusion
        self.rates = rates
    }

    /// The rate, or `nil` where it is undefined because the group has no row to count it over.
    package func rate(_ rate: GroupRate) -> WilsonInterval? { rates[rate] }
}
