/// What would have had to be different for a model to answer as wanted.
///
/// As in DiCE a counterfactual should be valid (the answer is as wanted), near (changes in units of
/// the training values' median absolute deviation), sparse (few features change) and unlike the
/// others that are shown.
///
/// Source for the aims: R. Mothilal, A. Sharma, C. Tan, *Explaining machine learning classifiers
/// through diverse counterfactual explanations*, FAT* 2020.
package struct Counterfactuals: Sendable, Equatable {
    /// What the model should answer.
    package enum Goal: Sendable, Equatable {
        case atLeast(Double)
        case atMost(Double)
        case within(ClosedRange<Double>)

        /// How far an answer is from the goal; 0 when it meets it.
        func shortfall(_ answer: Double) -> Double {
            switch self {
            case .atLeast(let least): max(least - answer, 0)
            case .atMost(let most): max(answer - most, 0)
            case .within(let range): max(range.lowerBound - answer, answer - range.upperBound, 0)
            }
        }
    }

    package struct Change: Sendable, Equatable {
        package let feature: Int
        package let from: Double
        package let to: Double
    }

    package struct Example: Sendable, Equatable {
        /// Shape `[features]`.
        package let values: [Double]
        /// By feature.
        package let changes: [Change]
        package let answer: Double
        /// The sum of the changes' distances.
        package let distance: Double
    }

    package enum Outcome: String, Sendable, Equatable {
        /// The row's own answer is as wanted.
        case alreadyMet
        /// There are as many examples as were asked for.
        case found
        /// There are some, but fewer.
        case foundFewer
        /// None was found before the budget or the search was at its end.
        case noneFound
    }

    package let outcome: Outcome
    /// The nearest first.
    package let examples: [Example]
    /// How many answers the search asked the model for.
    package let askedCount: Int
    /// Whether the search ended because the budget did.
    package let isBudgetSpent: Bool
}
