package import Governance
package import Ledger
package import Transparency

/// Reads the whole ledger and checks it: nothing altered, nothing missing, signed by its key.
///
/// One reading at a time: ``AuditDesk``.
package struct VerifyLedger: Operation {
    /// Heads that were seen earlier, or elsewhere: it must continue them.
    package let against: [SignedNote]
    package let by: Actor

    package static let permission = Permission.readLedger
    package var object: OperationObject { .platform }

    package init(against: [SignedNote] = [], by: Actor) {
        self.against = against
        self.by = by
    }

    package func run(on platform: Platform) async throws -> AuditReport {
        let audit = LedgerAudit(
            store: platform.store, origin: platform.keys.log.name,
            verifiers: [platform.keys.log], keptCheckpoints: against)
        return try await platform.door.audits.report(against: against) { () throws(Failure) in
            try await Failure.reading { () throws(LedgerError) in try await audit.run() }
        }
    }
}
