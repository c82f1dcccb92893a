import GRDB
import Ledger

extension LedgerError {
    /// What a failed access means when nothing was being committed.
    init(reading error: any Error) {
        switch error {
        case let error as LedgerError: self = error
        case let error as DatabaseError: self = Self.cause(error)
        case is CancellationError: self = .unavailable("the task was cancelled")
        default: self = .inputOutput("\(error)")
        }
    }

    /// What a failed commit means: when SQLite cannot say whether it took place, neither can we.
    ///
    /// An error of writing or syncing the log of changes leaves bytes behind that a recovery may or
    /// may not take for the commit.
    init(committing error: any Error) {
        let cause = Self(reading: error)
        switch cause {
        case .inputOutput, .full: self = .unknownOutcome(because: cause)
        case .headMoved, .unknownOutcome, .busy, .corrupt, .damagedRow, .missingRecord,
            .missingHash, .outOfRange, .newerFormat, .notALedger, .unavailable, .refused:
            self = cause
        }
    }

    private static func cause(_ error: DatabaseError) -> Self {
        let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_FULL: return .full
        case .SQLITE_CORRUPT: return .corrupt(message)
        case .SQLITE_NOTADB: return .corrupt("the file is not a database")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY, .SQLITE_NOLFS:
            return .unavailable(message)
        default: return .inputOutput(message)
        }
    }
}
