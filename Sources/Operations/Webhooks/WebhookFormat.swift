import Ledger
import Transparency

/// In which words a webhook is told.
package enum WebhookFormat: String, Sendable, CaseIterable {
    /// The record as the ledger has it.
    case record
    /// A `RunEvent` of OpenLineage, for catalogues such as Marquez and DataHub.
    case openLineage = "openlineage"

    /// What it can be told of; `nil` for everything.
    package var kinds: Set<RecordKind>? {
        switch self {
        case .record: nil
        case .openLineage: [.lineageRecorded, .versionRegistered]
        }
    }

    /// - Returns: `nil` when the record says nothing in these words.
    func body(of record: Record, at index: Int) -> JSON? {
        switch self {
        case .record:
            (try? JSON(parsing: record.bytes)).map { json in
                [
                    "type": .string(record.kind), "timestamp": .string(record.at.description),
                    "data": ["index": JSON(index), "record": json],
                ]
            }
        case .openLineage: OpenLineageEvent(record)?.json
        }
    }
}
