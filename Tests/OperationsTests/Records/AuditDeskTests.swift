import Ledger
import Synchronization
import Testing
import Transparency

@testable import Operations

@Suite struct AuditDeskTests {
    /// An audit that goes on until it is let go.
    private final class SlowAudit: Sendable {
        let count = Mutex(0)
        private let gate = AsyncStream<Void>.makeStream()

        func finish() { gate.continuation.finish() }

        @Sendable func run() async throws(Failure) -> AuditReport {
            count.withLock { $0 += 1 }
            for await _ in gate.stream {}
            let verdict = AuditVerdict(.verified, "nothing altered")
            return AuditReport(
                size: 7, root: nil, integrity: verdict, completeness: verdict,
                authenticity: verdict, witnesses: [])
        }
    }

    private func wait(until isTrue: () async -> Bool) async {
        while await !isTrue() { await Task.yield() }
    }

    @Test func `however many ask, the ledger is read once, and all get the answer`() async throws {
        let desk = AuditDesk()
        let audit = SlowAudit()
        let asking = (0..<20).map { _ in
            Task { try await desk.report(against: [], by: audit.run).size }
        }
        await wait { await desk.waitingCount == 19 }
        audit.finish()
        for one in asking { #expect(try await one.value == 7) }
        #expect(audit.count.withLock(\.self) == 1)
        _ = try await desk.report(against: [], by: audit.run)
        #expect(audit.count.withLock(\.self) == 2)
    }

    @Test func `who compares with other checkpoints is told to wait`() async throws {
        let desk = AuditDesk()
        let audit = SlowAudit()
        let first = Task { try await desk.report(against: [], by: audit.run).size }
        await wait { audit.count.withLock(\.self) == 1 }
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let note = try SignedNote(text: "another head\n", signedBy: [signer])
        let failure = await #expect(throws: Failure.self) {
            try await desk.report(against: [note], by: audit.run)
        }
        #expect(failure?.code == "audit_underway")
        audit.finish()
        #expect(try await first.value == 7)
        #expect(try await desk.report(against: [note], by: audit.run).size == 7)
    }

    @Test func `a reading that fails fails for all who wait, and the next begins anew`()
        async throws
    {
        let desk = AuditDesk()
        for _ in 0..<2 {
            let failure = await #expect(throws: Failure.self) {
                try await desk.report(against: []) { () throws(Failure) in
                    throw .fault("unavailable", "a wire is cut")
                }
            }
            #expect(failure?.code == "unavailable")
        }
        #expect(await desk.waitingCount == 0)
    }
}
