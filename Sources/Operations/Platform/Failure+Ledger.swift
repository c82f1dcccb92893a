package import Ledger

extension Failure {
    /// The ledger could not do it, which is never a verdict.
    package init(_ error: LedgerError) {
        self = .fault(Self.code(error), "\(error)")
    }

    init(_ error: TurnError) {
        switch error {
        case .record(.tooLarge): self = .refused("too_large", "\(error)")
        case .record, .row, .tooManyRecords, .tooManyRows:
            self = .fault("not_recordable", "\(error)")
        }
    }

    private static func code(_ error: LedgerError) -> String {
        switch error {
        case .headMoved: "contended"
        case .busy: "busy"
        case .unknownOutcome: "unknown_outcome"
        case .full: "disk_full"
        case .damagedRow: "damaged_row"
        case .corrupt, .missingRecord, .missingHash: "damaged_ledger"
        case .outOfRange: "out_of_range"
        case .newerFormat: "newer_format"
        case .notALedger: "not_a_ledger"
        case .unavailable: "unavailable"
        case .inputOutput: "input_output"
        case .refused: "refused_by_store"
        }
    }
}
