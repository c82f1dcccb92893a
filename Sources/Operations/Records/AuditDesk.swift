import Ledger
import Transparency

/// Reads the whole ledger once at a time, however many ask: whoever asks for the same meanwhile gets
/// the answer of the reading that is under way.
package actor AuditDesk {
    private typealias Answer = Result<AuditReport, Failure>

    private var underway: (against: [String], waiting: [CheckedContinuation<Answer, Never>])?

    package init() {}

    /// How many wait for the reading that is under way.
    var waitingCount: Int { underway?.waiting.count ?? 0 }

    /// - Throws: What `audit` throws; or a fault that says to wait, when the ledger is being compared
    ///   with other checkpoints than these.
    func report(
        against notes: [SignedNote], by audit: @Sendable () async throws(Failure) -> AuditReport
    ) async throws(Failure) -> AuditReport {
        let against = notes.map(\.encoded)
        if let underway {
            guard underway.against == against else { throw .auditUnderway }
            let answer = await withCheckedContinuation { self.underway?.waiting.append($0) }
            return try answer.get()
        }
        underway = (against, [])
        let answer: Answer
        do throws(Failure) { answer = .success(try await audit()) } catch {
            answer = .failure(error)
        }
        for waiting in underway?.waiting ?? [] { waiting.resume(returning: answer) }
        underway = nil
        return try answer.get()
    }
}

extension Failure {
    fileprivate static let auditUnderway = Failure.fault(
        "audit_underway",
        "the ledger is being compared with other checkpoints; ask again in a moment")
}
