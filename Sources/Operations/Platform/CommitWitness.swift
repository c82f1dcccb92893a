import Ledger
import Synchronization
import Transparency

/// Keeps what was committed while an operation ran, for who wants the proofs of it.
package final class CommitWitness: Sendable {
    @TaskLocal package static var current: CommitWitness?

    private let seen = Mutex<[LogReceipt]>([])

    package init() {}

    /// The receipts of all records so far, oldest first.
    package var receipts: [LogReceipt] { seen.withLock { $0 } }

    func add<Value>(_ committed: Committed<Value>) {
        guard let checkpoint = committed.checkpoint else { return }
        let receipts = committed.records.map {
            LogReceipt(index: $0.index, text: $0.receipt(under: checkpoint).encoded)
        }
        seen.withLock { $0 += receipts }
    }
}

/// The proof that a record is in the ledger, as C2SP tlog-proof writes it.
package struct LogReceipt: Sendable, Equatable {
    /// Of the record, from 0.
    package let index: Int
    package let text: String

    package init(index: Int, text: String) {
        self.index = index
        self.text = text
    }
}
