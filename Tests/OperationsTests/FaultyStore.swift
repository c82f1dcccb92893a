import Ledger
import Synchronization
import Transparency

/// A store in memory that fails when it is told to.
final class FaultyStore: LedgerStore {
    /// How the next commit goes wrong.
    enum Fault: Sendable, CaseIterable {
        case none, full, busy
        /// The connection breaks, before or after the commit took place.
        case brokenBefore, brokenAfter
        /// Another writer commits first, once.
        case headMoved
        /// The connection breaks after the commit, and the head cannot be read.
        case brokenForLonger
    }

    private let base = MemoryStore()
    private let fault = Mutex(Fault.none)
    private let isUnreachable = Mutex(false)

    /// Lets the next commit fail.
    func failNext(_ next: Fault) { fault.withLock { $0 = next } }

    /// Ends what is wrong.
    func heal() {
        fault.withLock { $0 = .none }
        isUnreachable.withLock { $0 = false }
    }

    private func reach() throws(LedgerError) {
        guard !isUnreachable.withLock(\.self) else { throw .unavailable("a wire is cut") }
    }

    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        try reach()
        let now = fault.withLock { fault in
            defer { fault = .none }
            return fault
        }
        let broken = LedgerError.unknownOutcome(because: .inputOutput("a wire is cut"))
        switch now {
        case .none: return try await base.append(batch, expecting: expected)
        case .full: throw .full
        case .busy: throw .busy
        case .headMoved: throw .headMoved
        case .brokenBefore: throw broken
        case .brokenAfter:
            _ = try await base.append(batch, expecting: expected)
            throw broken
        case .brokenForLonger:
            _ = try await base.append(batch, expecting: expected)
            isUnreachable.withLock { $0 = true }
            throw broken
        }
    }

    func head() async throws(LedgerError) -> LedgerHead {
        try reach()
        return await base.head()
    }

    func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        try reach()
        return try await base.records(in: range)
    }

    func hashes(level: Int, in range: Range<Int>) async throws(LedgerError) -> [Digest] {
        try reach()
        return try await base.hashes(level: level, in: range)
    }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try reach()
        return try await base.rows(query)
    }
}
