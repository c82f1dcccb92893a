import Statistics

/// What absent features are taken to be.
package enum AbsentFeatures: String, Sendable, Equatable, CaseIterable {
    /// What the training data has, by the counts that the trees keep of it.
    case trainingCounts = "training-counts"
    /// What the reference rows have, each in turn; the explained rows, when there are no others.
    case rows
}

extension OpenedModel {
    /// Shapley values against reference rows if they are given or the trees keep no counts.
    ///
    /// - Throws: A fault when the reference does not read or fit, and when there is a single row and
    ///   nothing to compare it with.
    func shapley(
        _ trees: TreeEnsemble, rows: FeatureRows, reference: String?
    ) throws -> (TreeSHAP, AbsentFeatures) {
        if let reference {
            let others = try self.rows(of: columns(of: reference), in: reference)
            return (try TreeSHAP(trees, absent: .takenFrom(others)), .rows)
        }
        do throws(ExplanationError) {
            return (try TreeSHAP(trees, absent: .followingCovers), .trainingCounts)
        } catch .coversMissing {
            guard rows.rowCount > 1 else {
                throw Failure.fault(
                    "no_reference",
                    "`\(path)` keeps no counts of its training data, with which one row could be "
                        + "compared; name a file of rows with `--reference`")
            }
            return (try TreeSHAP(trees, absent: .takenFrom(rows)), .rows)
        }
    }
}
