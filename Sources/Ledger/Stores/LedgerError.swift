/// Why the ledger's store could not do what it was asked.
package indirect enum LedgerError: Error, Equatable, Sendable {
    /// Somebody else committed first; read the head and decide again.
    case headMoved
    /// The commit may or may not be there: only reading the head tells.
    case unknownOutcome(because: LedgerError)
    /// Another process holds the store's lock for longer than we wait.
    case busy
    case full
    /// What is stored contradicts itself.
    case corrupt(String)
    /// A row of a read model cannot be read; the records make it again.
    case damagedRow(table: String, key: String)
    case missingRecord(index: Int)
    case missingHash(level: Int, index: Int)
    /// Asked for what lies beyond the ledger's end.
    case outOfRange(String)
    case newerFormat(found: Int, supported: Int)
    case notALedger(String)
    /// The store cannot be reached or opened.
    case unavailable(String)
    case inputOutput(String)
    /// The store refuses what it was given.
    case refused(String)
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .headMoved: "another writer committed first; try again"
        case .unknownOutcome(let cause):
            "it is unknown whether the ledger took the change (\(cause)); "
                + "look before you try again"
        case .busy: "another process is writing to the ledger; try again when it is done"
        case .full: "the disk is full; nothing was written, make room and try again"
        case .corrupt(let what): "the ledger is damaged: \(what); restore it from a backup"
        case .damagedRow(let table, let key):
            "row `\(key)` of `\(table)` is damaged; make it again with `assay log rebuild`"
        case .missingRecord(let index): "the ledger is damaged: record \(index) is missing"
        case .missingHash(let level, let index):
            "the ledger is damaged: hash \(index) of tile level \(level) is missing"
        case .outOfRange(let what): what
        case .newerFormat(let found, let supported):
            "a newer assay wrote this ledger (format \(found), this one reads up to "
                + "\(supported)); use that version"
        case .notALedger(let what): "`\(what)` is not a ledger of assay"
        case .unavailable(let why): "the ledger cannot be reached: \(why)"
        case .inputOutput(let why): "the ledger cannot be read or written: \(why)"
        case .refused(let why): why
        }
    }
}
