package import Governance
package import Ledger
import Transparency

/// Reads the whole ledger and checks it: nothing altered, nothing missing, signed by its key.
package struct VerifyLedger: Operation {
    package let by: Actor

    package static let permission = Permission.readLedger
    package var object: OperationObject { .platform }

    package init(by: Actor) { self.by = by }

    package func run(on platform: Platform) async throws -> AuditReport {
        let audit = LedgerAudit(
            store: platform.store, origin: platform.keys.log.name,
            verifiers: [platform.keys.log])
        return try await Failure.reading { () throws(LedgerError) in try await audit.run() }
    }
}
