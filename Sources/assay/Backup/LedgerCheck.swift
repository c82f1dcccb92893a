import Ledger
import LedgerSQLite
import Operations
import Transparency

/// The audit of a ledger that a backup is made of, or that came out of one.
struct LedgerCheck {
    let origin: String
    let key: NoteVerifier
    /// Checkpoints that it must continue.
    let checkpoints: [SignedNote]

    /// Audits the ledger in a file that nobody else uses.
    func head(of file: String, named what: String) async throws -> LedgerHead {
        let store: SQLiteStore
        do { store = try SQLiteStore(path: file) } catch { throw Failure(error) }
        defer { store.close() }
        return try await head(of: store, named: what)
    }

    /// - Throws: A refusal with the first thing that is wrong.
    func head(of store: any LedgerStore, named what: String) async throws -> LedgerHead {
        let audit = LedgerAudit(
            store: store, origin: origin, verifiers: [key], keptCheckpoints: checkpoints)
        let (report, head): (AuditReport, LedgerHead)
        do throws(LedgerError) {
            (report, head) = (try await audit.run(), try await store.head())
        } catch { throw Failure(error) }
        let verdicts = [report.integrity, report.authenticity, report.completeness]
        if let broken = verdicts.first(where: { $0.outcome == .failed }) {
            throw Failure.refused("broken_ledger", "\(what) does not verify: \(broken.sentence)")
        }
        // An empty ledger is signed by nobody.
        let asked = head.size == 0 ? [] : [report.integrity, report.authenticity]
        let must = asked + (checkpoints.isEmpty ? [] : [report.completeness])
        if let open = must.first(where: { $0.outcome != .verified }) {
            throw Failure.refused("broken_ledger", "\(what) cannot be verified: \(open.sentence)")
        }
        return head
    }
}
