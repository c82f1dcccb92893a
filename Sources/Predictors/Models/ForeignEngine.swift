/// What computes a model's answers outside of this room.
package protocol ForeignEngine: Sendable {
    /// The predictions of rows.
    ///
    /// - Parameters:
    ///   - matrix: Row-major, NaN where missing; shape `[rows, features]`.
    ///   - rowCount: How many rows there are.
    /// - Returns: Shape `[rows, width]`, of a width that never changes; NaN where there is no answer.
    /// - Throws: ``PredictorError/notComputed(node:reason:)``.
    func predict(_ matrix: [Double], rowCount: Int) throws(PredictorError) -> [Double]
}
