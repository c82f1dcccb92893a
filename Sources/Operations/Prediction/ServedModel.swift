package import Predictors
package import Transparency

/// A model that somebody else runs: rows are sent there, and numbers come back.
///
/// Nobody here sees which bytes answer, so what follows from the answers is declared.
package protocol ServedModel: Sendable {
    /// What sentences call it.
    var name: String { get }
    /// What was asked, as evidence says it: the protocol and the place.
    var description: [String: JSON] { get }
    /// The columns that it says it takes; `nil` when it does not say.
    var columns: [String]? { get }

    /// One prediction for each row.
    ///
    /// - Parameters:
    ///   - columns: Of one length.
    ///   - rowCount: How many rows there are, > 0.
    /// - Returns: Row-major; shape `[rowCount, width]`.
    /// - Throws: A fault when it does not answer in time, or with anything but numbers for just so
    ///   many rows.
    func predictions(
        of columns: [PredictorColumn], rowCount: Int
    ) throws(Failure) -> WirePredictions
}
