import Ledger

/// What PostgreSQL said instead of an answer.
struct PostgresFailure: Error {
    /// The SQLSTATE; empty when the connection broke.
    let state: String
    let message: String
    /// Whether the connection is gone, and with it all knowledge of what was under way.
    let isConnectionLost: Bool

    /// Whether the same transaction may succeed when it is tried again: a serialisation failure or
    /// a deadlock.
    var isWorthAnotherTry: Bool { state == "40001" || state == "40P01" }

    /// What it means when nothing was being committed.
    var whileReading: LedgerError {
        if isConnectionLost { return .unavailable(message) }
        switch state {
        case "53100": return .full
        case "55P03", "57014", "40001", "40P01": return .busy
        case "XX001", "XX002": return .corrupt(message)
        case "54000": return .refused(message)
        case let state where Self.isUnavailable(state): return .unavailable(message)
        default: return .inputOutput("\(message) (SQLSTATE \(state))")
        }
    }

    /// What it means for a commit: with the connection gone, or the server going down, the commit
    /// may have been carried out.
    var whileCommitting: LedgerError {
        let isUnknown = isConnectionLost || state.hasPrefix("57P") || state.hasPrefix("08")
        return isUnknown ? .unknownOutcome(because: whileReading) : whileReading
    }

    private static func isUnavailable(_ state: String) -> Bool {
        ["08", "28", "3D", "42501", "53", "57P"].contains { state.hasPrefix($0) }
    }
}
