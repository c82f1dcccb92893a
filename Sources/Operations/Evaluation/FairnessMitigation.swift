package import Statistics

/// What would make a file's decisions treat groups alike, and what that costs.
package struct FairnessMitigation: Sendable {
    package let threshold: Double
    /// Each group's own thresholds, for each parity that they can meet.
    package let thresholds: [GroupThresholds]
    /// What each of ``thresholds`` gives on rows that did not choose it; `nil` where a group has too
    /// few rows of either label to be halved.
    package let heldOut: [HeldOutParity?]
    /// Why there are none; `nil` when there are.
    package let leftOut: String?
    /// Weights of rows with which group and label are independent, to train again.
    package let reweighing: Reweighing

    /// - Parameters:
    ///   - labels: 0 or 1; shape `[rows]`.
    ///   - scores: Same shape.
    ///   - column: Each row's group, same shape.
    ///   - threshold: The one that decides for all now.
    ///   - rule: Whether a score on a threshold is a decision for.
    ///   - seed: Which rows choose thresholds for which.
    /// - Throws: ``SampleError`` when a value is out of its range.
    init(
        labels: [Int32], scores: [Double], groups column: GroupColumn, threshold: Double,
        rule: ThresholdRule, seed: UInt64
    ) throws(SampleError) {
        self.threshold = threshold
        reweighing = try Reweighing(labels: labels, groups: column)
        var found: [GroupThresholds] = []
        do {
            for constraint in ParityConstraint.allCases {
                found.append(
                    try GroupThresholds(
                        constraint, labels: labels, scores: scores, groups: column,
                        threshold: threshold, rule: rule))
            }
            leftOut = nil
        } catch {
            // A group whose labels are all alike has no curve to choose from; others are none to it.
            guard case .oneLabelOnly = error else { throw error }
            found = []
            leftOut = "\(error)"
        }
        thresholds = found
        var others: [HeldOutParity?] = []
        for found in thresholds {
            do {
                others.append(
                    try HeldOutParity(
                        found.constraint, labels: labels, scores: scores, groups: column,
                        threshold: threshold, rule: rule, seed: seed))
            } catch {
                guard case .oneLabelOnly = error else { throw error }
                others.append(nil)
            }
        }
        heldOut = others
    }
}
