/// What an evaluation came to.
package enum CELResult: Sendable {
    case value(CELValue)
    /// The expression met something that is not known, and its worth depends on it.
    case unknown(CELUnknown)
    case error(CELError)
}
