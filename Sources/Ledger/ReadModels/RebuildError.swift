/// Why read models were not rebuilt; they stand as before.
package enum RebuildError: Error, Sendable {
    case ledger(LedgerError)
    case record(index: Int, RecordError)
    /// The projection threw.
    case projection(index: Int, any Error)
    /// The projection changes a table that is not its own, or a whole table.
    case notProjected(index: Int, table: String)
    /// Others kept committing.
    case contended
}

extension RebuildError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ledger(let error): error.description
        case .record(let index, let error): "record \(index): \(error)"
        case .projection(let index, let error): "record \(index) cannot be projected: \(error)"
        case .notProjected(let index, let table):
            "record \(index) changes `\(table)`, which is not rebuilt from records"
        case .contended: "others keep writing to the ledger; try again when they are done"
        }
    }
}
