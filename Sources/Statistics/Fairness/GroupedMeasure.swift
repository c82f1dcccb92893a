/// What is compared between groups where more than two classes, numbers or rankings are answered.
package enum GroupedMeasure: Sendable, Equatable, Hashable {
    // Of several classes.
    case accuracy
    /// The mean F1 of the classes that have rows or decisions in the group.
    case macroF1
    /// The share of rows that are decided as a class, counted from 0.
    case selection(Int)

    // Of numbers.
    case meanAbsoluteError
    case rootMeanSquaredError
    /// Of `actual − predicted`: above 0 the group gets too little.
    case meanError
    case rSquared

    // Of rankings.
    /// The mean over queries, of the group's rows in each.
    case discountedGain

    /// Those of a sample, in the order in which they are shown; none for two classes, which
    /// ``FairnessReport`` compares.
    static func of(_ sample: PerformanceSample) -> [GroupedMeasure] {
        switch sample {
        case .binary: []
        case .multiclass(_, _, let classes), .decided(_, _, let classes):
            [.accuracy, .macroF1] + (0..<classes).map { .selection($0) }
        case .regression: [.meanAbsoluteError, .rootMeanSquaredError, .meanError, .rSquared]
        case .ranking: [.discountedGain]
        }
    }
}
